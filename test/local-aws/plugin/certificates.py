"""The certificates of one run: a certificate authority that only this run's clients trust, and the server's certificate."""

import datetime
import ipaddress
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

VALID_FOR = datetime.timedelta(days=7)


def write(directory: Path) -> tuple[Path, Path]:
    """Write ca.pem, server.pem and server.key; return the server's two. The authority's private key is never written."""
    ca_key, server_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ca_name = _name('cdk-vendor-access local AWS')
    ca = _builder(ca_name, ca_name, ca_key, ca=True).sign(ca_key, hashes.SHA256())
    addresses = x509.SubjectAlternativeName([x509.DNSName('localhost'), x509.IPAddress(ipaddress.ip_address('127.0.0.1'))])
    server = (
        _builder(_name('localhost'), ca_name, server_key, ca=False)
        .add_extension(addresses, critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False)
        .sign(ca_key, hashes.SHA256())
    )
    return _write_files(directory, ca, server, server_key)


def _name(common_name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _builder(subject, issuer, key, ca):
    now = datetime.datetime.now(datetime.timezone.utc)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(minutes=5))
        .not_valid_after(now + VALID_FOR)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_key_usage(ca), critical=True)
    )


def _key_usage(ca):
    unused = dict.fromkeys(('content_commitment', 'key_encipherment', 'data_encipherment', 'key_agreement'), False)
    return x509.KeyUsage(digital_signature=not ca, key_cert_sign=ca, crl_sign=ca, encipher_only=False, decipher_only=False, **unused)


def _write_files(directory, ca, server, server_key):
    pem = serialization.Encoding.PEM
    certificate_file, key_file = directory / 'server.pem', directory / 'server.key'
    key_file.touch(mode=0o600)
    key_file.write_bytes(server_key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    certificate_file.write_bytes(server.public_bytes(pem))
    (directory / 'ca.pem').write_bytes(ca.public_bytes(pem))
    return certificate_file, key_file
