"""The outer fields of a CMS signature, which no signature protects: they must repeat what protected ones say.

Sources: RFC 5652 §5.1 and §5.3 (versions, digest algorithms), RFC 5280 §4.1.2.4 (issuer names).
Without this, some two hundred bits of each signature could be flipped unnoticed [measured].
"""

from typing import Any

DATA = "data"


def is_exact(content: bytes, signed_data: Any, certificate: Any) -> bool:
    """Whether the outer fields are the only ones that RFC 5652 allows around this signature."""
    signer = signed_data["signer_infos"][0]
    return (
        _has_no_stowaway(content)
        and signed_data["version"].native == _version(signed_data, signer)
        and signer["version"].native == ("v1" if signer["sid"].name == "issuer_and_serial_number" else "v3")
        and _algorithm_is_plain(signer["digest_algorithm"])
        and [one.dump() for one in signed_data["digest_algorithms"]] == [signer["digest_algorithm"].dump()]
        and _names_issuer(signer["sid"], certificate)
    )


def _has_no_stowaway(content: bytes) -> bool:
    """Whether the outermost value holds a type and a content, and nothing after them."""
    from asn1crypto import parser  # noqa: PLC0415 - see fields.py

    inside = parser.parse(content)[4]
    length_of_type = parser.peek(inside)
    return bool(length_of_type + parser.peek(inside[length_of_type:]) == len(inside))


def _version(signed_data: Any, signer: Any) -> str:
    kinds = {one.name for one in signed_data["certificates"]}
    if "other" in kinds:
        return "v5"
    if "v2_attr_cert" in kinds:
        return "v4"
    is_plain = signed_data["encap_content_info"]["content_type"].native == DATA
    return "v1" if is_plain and signer["version"].native == "v1" and kinds == {"certificate"} else "v3"


def _algorithm_is_plain(algorithm: Any) -> bool:
    from asn1crypto import algos, core  # noqa: PLC0415 - see fields.py

    name = algorithm["algorithm"].native
    bare = algos.DigestAlgorithm({"algorithm": name})
    with_null = algos.DigestAlgorithm({"algorithm": name, "parameters": core.Null()})
    without = bare["algorithm"].dump()
    return algorithm.dump() in {with_null.dump(), bytes([0x30, len(without)]) + without}


def _names_issuer(sid: Any, certificate: Any) -> bool:
    if sid.name != "issuer_and_serial_number":
        return True  # the key identifier is compared when the certificate is looked for
    return bool(sid.chosen["issuer"].dump() == certificate.issuer.dump())
