"""Another authority and its signers, as they are outside of this installation: a token, a smart CA, a forger."""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass
from datetime import datetime, timedelta

from asn1crypto import keys, pem
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko_certvalidator.registry import SimpleCertificateStore

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Token:
    """A person's key and certificate on a device that the installation knows nothing of."""

    key: object
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()
    # What its tool sends along and no library can read as a certificate.
    strays: tuple[asn1_x509.Certificate, ...] = ()

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def asn1_key(self) -> keys.PrivateKeyInfo:
        return keys.PrivateKeyInfo.load(
            self.key.private_bytes(
                serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )

    def signer(self) -> signers.SimpleSigner:
        registry = SimpleCertificateStore()
        registry.register_multiple([*map(as_asn1, self.chain), *self.strays])
        return signers.SimpleSigner(
            signing_cert=as_asn1(self.certificate), signing_key=self.asn1_key, cert_registry=registry
        )


def as_asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(pem.unarmor(certificate.public_bytes(serialization.Encoding.PEM))[2])


@dataclass(frozen=True)
class OutsideAuthority:
    """A root of its own; nobody trusts it before it is configured."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def issue(self, name: str, at: datetime, *, days=(-30, 365), key=None, signs=True, usage=()) -> Token:
        key = key or rsa.generate_private_key(65537, 2048)
        start, end = at + timedelta(days=days[0]), at + timedelta(days=days[1])
        builder = _builder(_name(name), self.certificate.subject, key, start, end)
        builder = builder.add_extension(_usage(digital_signature=True, content_commitment=signs), True)
        builder = builder.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), False
        )
        if usage:
            builder = builder.add_extension(x509.ExtendedKeyUsage(usage), True)
        return Token(key, builder.sign(self.key, hashes.SHA256()))

    def issue_tsa(self, at: datetime) -> Token:
        return self.issue("Dấu thời gian", at, usage=(ExtendedKeyUsageOID.TIME_STAMPING,))

    def revocation_list(self, tokens: list[Token], at: datetime) -> bytes:
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.certificate.subject)
        builder = builder.last_update(at - timedelta(hours=1)).next_update(at + timedelta(days=30))
        for token in tokens:
            revoked = x509.RevokedCertificateBuilder().serial_number(token.certificate.serial_number)
            revoked = revoked.revocation_date(at - timedelta(minutes=30)).build()
            builder = builder.add_revoked_certificate(revoked)
        return builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def make_authority(at: datetime, name: str = "CA ngoài hệ thống") -> OutsideAuthority:
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(_name(name), _name(name), key, at - YEAR, at + 10 * YEAR, is_ca=True)
    builder = builder.add_extension(_usage(key_cert_sign=True, crl_sign=True), True)
    return OutsideAuthority(key, builder.sign(key, hashes.SHA256()))


def sign_elsewhere(
    pdf: bytes, token: Token, at: datetime, *, field="sig-1", box=None, page=0, timestamper=None, **metadata
) -> bytes:
    """What any tool does: one signature behind the bytes, in the place named, a new one where `box` is given."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    spec = fields.SigFieldSpec(sig_field_name=field, on_page=page, box=box) if box else None
    metadata.setdefault("subfilter", fields.SigSeedSubFilter.PADES)
    signer = signers.PdfSigner(
        signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256", **metadata),
        token.signer(),
        timestamper=timestamper,
        new_field_spec=spec,
    )
    return asyncio.run(_signed(signer, writer, at))


async def _signed(signer: signers.PdfSigner, writer: IncrementalPdfFileWriter, at: datetime) -> bytes:
    """At a time that the test chooses, which no tool lets one do."""
    session = signer.init_signing_session(writer)
    session.system_time = at
    nothing = await session.perform_presign_validation(writer)
    prepared = session.prepare_tbs_document(validation_info=nothing, bytes_reserved=32768)
    digest, out = prepared.digest_tbs_document()
    attributes = PdfCMSSignedAttributes(
        signing_time=at, cades_signed_attrs=signer.signature_meta.cades_signed_attr_spec
    )
    done = await prepared.perform_signature(digest.document_digest, attributes)
    await done.post_signature_processing(out)
    return out.getvalue()


def _name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name, _validate=False),
        ]
    )


def _builder(subject, issuer, key, start, end, *, is_ca=False) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(**allowed: bool) -> x509.KeyUsage:
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: allowed.get(name, False) for name in names})
