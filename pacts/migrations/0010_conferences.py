"""Conferences that are planned and kept here, their closing time, and the word of the witness."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pacts', '0009_scans_and_time_stamps'),
        ('units', '0007_collective_signed_for'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='conferenceattendee',
            name='pacts_conferenceattendee_role_known',
        ),
        migrations.AddField(
            model_name='conference',
            name='ends_at',
            field=models.TimeField(blank=True, null=True, verbose_name='ends at'),
        ),
        migrations.AddField(
            model_name='conference',
            name='planned_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='planned at'),
        ),
        migrations.AddField(
            model_name='conference',
            name='planned_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='conference',
            name='witnessed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='witnessed at'),
        ),
        migrations.AddField(
            model_name='conference',
            name='witnessed_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='conferenceattendee',
            name='role',
            field=models.CharField(choices=[('chair', 'Chair'), ('secretary', 'Secretary'), ('witness', 'Witness'), ('speaker', 'Speaker'), ('presenter', 'Presenter'), ('attendee', 'Attendee')], max_length=20, verbose_name='role'),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at__isnull', True), ('ends_at__isnull', True), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='pacts_conference_times_in_order', violation_error_message='The conference ends before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('planned_at__isnull', True), ('planned_by__isnull', True)), models.Q(('planned_at__isnull', False), ('planned_by__isnull', False)), _connector='OR'), name='pacts_conference_planned_whole'),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('witnessed_at__isnull', True), ('witnessed_by__isnull', True)), models.Q(('witnessed_at__isnull', False), ('witnessed_by__isnull', False)), _connector='OR'), name='pacts_conference_witnessed_whole'),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(('together_with__isnull', True), models.Q(('together_with', models.F('pk')), _negated=True), _connector='OR'), name='pacts_conference_not_with_itself'),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.UniqueConstraint(fields=('together_with',), name='pacts_conference_together_once', violation_error_message='Another conference is held together with this one already.'),
        ),
        migrations.AddConstraint(
            model_name='conferenceattendee',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['chair', 'secretary', 'witness', 'speaker', 'presenter', 'attendee'])), name='pacts_conferenceattendee_role_known'),
        ),
    ]
