"""Signatures that a stranger could make with tools of his own, and updates by which pages are swapped."""

import io
from datetime import UTC, datetime, timedelta

import pikepdf
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore

from pacts.documents import coverage

# Tools of strangers ask the clock, so their certificates have to suit it.
NOW = datetime.now(UTC)
ORGANISATION = "Viện kiểm sát nhân dân (THỬ NGHIỆM – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ)"


class Forger:
    """An authority and a signer of the forger's choice; every fault is an argument."""

    def __init__(self, *, root=None, root_key=None, root_name="CA thử nghiệm"):
        self.root_key = root_key or ec.generate_private_key(ec.SECP256R1())
        self.root = root or self._certificate(
            root_name, root_name, self.root_key, self.root_key, is_authority=True
        )

    def _certificate(
        self, subject, issuer, key, issuer_key, *, is_authority=False, usage=None, window=None, purpose=None
    ):
        start, end = window or (NOW - timedelta(days=30), NOW + timedelta(days=900))
        usages = dict.fromkeys(
            ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
             "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"), False,
        )  # fmt: skip
        for one in usage or (
            ("key_cert_sign",) if is_authority else ("digital_signature", "content_commitment")
        ):
            usages[one] = True
        builder = (
            x509.CertificateBuilder()
            .subject_name(_name(subject))
            .issuer_name(issuer if isinstance(issuer, x509.Name) else _name(issuer))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start.astimezone(UTC))
            .not_valid_after(end.astimezone(UTC))
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(x509.KeyUsage(**usages), critical=True)
        )
        if purpose:
            builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
        return builder.sign(issuer_key, hashes.SHA256())

    def person(self, *, key=None, name="Nguyễn Thị Ước", **faults):
        key = key or ec.generate_private_key(ec.SECP256R1())
        issued = self._certificate(name, self.root.subject, key, self.root_key, **faults)
        return issued, key

    def sign(self, pdf, *, field="sig-1", digest="sha256", **person):
        certificate, key = self.person(**person)
        return sign_with(pdf, certificate, key, field=field, digest=digest)

    def time_stamp(self, pdf):
        """A document time-stamp behind everything, by the forger's own authority."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        certificate, _key_again = self.person(key=key, name="TSA", purpose=ExtendedKeyUsageOID.TIME_STAMPING)
        stamper = DummyTimeStamper(tsa_cert=_asn1(certificate), tsa_key=_key(key), fixed_dt=NOW)
        out = io.BytesIO()
        signers.PdfTimeStamper(stamper).timestamp_pdf(
            IncrementalPdfFileWriter(io.BytesIO(pdf)), "sha256", None, output=out
        )
        return out.getvalue()

    def upgrade(self, pdf):
        """Facts about the certificates (DSS), then a document time-stamp, as an upgrade adds them."""
        out = io.BytesIO(pdf)
        DocumentSecurityStore.add_dss(out, sig_contents=None, certs=[_asn1(self.root)])
        return self.time_stamp(out.getvalue())


def sign_with(pdf, certificate, key, *, field="sig-1", digest="sha256"):
    """A PAdES signature as any tool makes one. No copy of the root: no signature would protect its bytes."""
    store = SimpleCertificateStore()
    signer = signers.SimpleSigner(signing_cert=_asn1(certificate), signing_key=_key(key), cert_registry=store)
    metadata = signers.PdfSignatureMetadata(
        field_name=field, md_algorithm=digest, subfilter=SigSeedSubFilter.PADES
    )
    out = io.BytesIO()
    signers.PdfSigner(metadata, signer).sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf)), existing_fields_only=True, output=out
    )
    return out.getvalue()


def weak_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 - the fault itself


def transplant(data, donor):
    """The last signature of another paper, put where this paper's own was."""
    ours, theirs = coverage.ranges(data)[-1], coverage.ranges(donor)[-1]
    value = donor[theirs.gap_start : theirs.gap_end].strip(b"<>")
    room = ours.gap_end - ours.gap_start - 2
    return data[: ours.gap_start + 1] + value[:room].ljust(room, b"0") + data[ours.gap_end - 1 :]


def update(data, change):
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def replace_page(data):
    """The first page's content, swapped for another by an update."""

    def change(writer):
        page = writer.root["/Pages"]["/Kids"][0].get_object()
        other = generic.StreamObject(stream_data=b"BT /F1 12 Tf 100 100 Td (70 %) Tj ET")
        page[pdf_name("/Contents")] = writer.add_object(other)
        writer.update_container(page)

    return update(data, change)


def add_page(data):
    """One more page, which nobody signed."""

    def change(writer):
        tree = writer.root["/Pages"]
        page = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Page"),
                pdf_name("/Parent"): writer.root.raw_get("/Pages"),
                pdf_name("/MediaBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842))),
            }
        )
        tree["/Kids"].append(writer.add_object(page))
        tree[pdf_name("/Count")] = generic.NumberObject(int(tree["/Count"]) + 1)
        writer.update_container(tree)

    return update(data, change)


def rename_field(data):
    def change(writer):
        field = writer.root["/AcroForm"]["/Fields"][1].get_object()
        field[pdf_name("/T")] = pdf_string("sig-99")
        writer.update_container(field)

    return update(data, change)


def unsign_field(data):
    """The signed field loses its value: the file shows an empty place again."""

    def change(writer):
        field = writer.root["/AcroForm"]["/Fields"][0].get_object()
        del field["/V"]
        writer.update_container(field)

    return update(data, change)


def swap_appearance(data, place=0):
    """Another picture where the first stamp is shown: another name under a sound signature."""
    return update(
        data, lambda writer: _paint(writer, writer.root["/AcroForm"]["/Fields"][place].get_object())
    )


def paint_empty_field(data):
    """A picture in a place where nobody has signed."""
    return swap_appearance(data, place=3)


def cover_page(data, name="cover"):
    """A further place for a signature, unsigned and as large as the first page, with an opaque picture."""

    def change(writer):
        append_signature_field(writer, SigFieldSpec(sig_field_name=name, on_page=0, box=(0, 0, 595, 842)))
        fields = [one.get_object() for one in writer.root["/AcroForm"]["/Fields"]]
        _paint(writer, next(one for one in fields if one["/T"] == name))

    return update(data, change)


def _paint(writer, field):
    left, bottom, right, top = (float(edge) for edge in field["/Rect"])
    size = (int(right - left), int(top - bottom))
    picture = generic.StreamObject(
        {pdf_name("/Type"): pdf_name("/XObject"), pdf_name("/Subtype"): pdf_name("/Form"),
         pdf_name("/BBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, *size)))},
        stream_data=b"1 1 1 rg 0 0 %d %d re f" % size,
    )  # fmt: skip
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(picture)})
    writer.update_container(field)


def many_ends(count, filler=b""):
    """No PDF at all, which says in each of its lines that its last signature ends just there."""
    data = b"%PDF-1.7\n" + filler
    for _line in range(count):
        data += b"/ByteRange [0 1 2 %d]\n" % (len(data) - 2)
    return data + b"x"


def open_with_script(data):
    def change(writer):
        action = {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): pdf_string("app.alert(1)")}
        writer.root[pdf_name("/OpenAction")] = generic.DictionaryObject(action)
        writer.update_root()

    return update(data, change)


def hide_layer(data):
    """A layer dictionary by which a reader would hide or show content."""

    def change(writer):
        layers = {pdf_name("/OCGs"): generic.ArrayObject(), pdf_name("/D"): generic.DictionaryObject()}
        writer.root[pdf_name("/OCProperties")] = generic.DictionaryObject(layers)
        writer.update_root()

    return update(data, change)


def swap_attachment(data):
    """The embedded content, replaced by an update."""

    def change(writer):
        names = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
        specification = names[1].get_object()
        other = generic.StreamObject({pdf_name("/Type"): pdf_name("/EmbeddedFile")}, stream_data=b"{}")
        reference = writer.add_object(other)
        specification[pdf_name("/EF")] = generic.DictionaryObject({pdf_name("/F"): reference})
        writer.update_container(specification)

    return update(data, change)


def other_pages(data):
    """The catalogue leads to another tree of pages."""

    def change(writer):
        tree = {pdf_name("/Type"): pdf_name("/Pages"), pdf_name("/Kids"): generic.ArrayObject(),
                pdf_name("/Count"): generic.NumberObject(0)}  # fmt: skip
        writer.root[pdf_name("/Pages")] = writer.add_object(generic.DictionaryObject(tree))
        writer.update_root()

    return update(data, change)


def drop_security_store(data):
    """The catalogue without the facts on certificates and revocation that an upgrade has added."""

    def change(writer):
        del writer.root["/DSS"]
        writer.update_root()

    return update(data, change)


def encrypt(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user=""))
    return out.getvalue()


def _name(common_name):
    parts = [
        (NameOID.COUNTRY_NAME, "VN"),
        (NameOID.ORGANIZATION_NAME, ORGANISATION),
        (NameOID.COMMON_NAME, common_name),
    ]
    return x509.Name([x509.NameAttribute(oid, value, _validate=False) for oid, value in parts])


def _asn1(certificate):
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _key(key):
    plain = serialization.NoEncryption()
    return asn1_keys.PrivateKeyInfo.load(
        key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, plain)
    )
