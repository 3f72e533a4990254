package tegum.cli.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Signs the certificates of a cluster's nodes.
///
/// Keys are RSA of 3,072 bits, the only kind that the cluster's transport reads, and sign with SHA-256. Every node's
/// certificate serves both ends of a connection and
/// carries the common name [#COMMON_NAME]: a node accepts peers of the same authority that have it.
public final class CertificateAuthority {
    /// What every node's certificate has in common.
    public static final String COMMON_NAME = "tegum-node";

    private static final X500Name SUBJECT = new X500Name("CN=Tegum cluster authority");
    private static final Duration LIFE = Duration.ofDays(3650);
    /// Clocks of a lab differ.
    private static final Duration TOLERANCE = Duration.ofHours(1);

    private static final int KEY_BITS = 3072;
    private static final int SERIAL_BYTES = 15;

    private final X509Certificate certificate;
    private final PrivateKey key;
    private final Clock clock;

    CertificateAuthority(X509Certificate certificate, PrivateKey key, Clock clock) {
        this.certificate = certificate;
        this.key = key;
        this.clock = clock;
    }

    /// A certificate and the key that belongs to it.
    record Identity(X509Certificate certificate, PrivateKey key) {}

    /// A new authority, valid for ten years.
    static CertificateAuthority create(Clock clock) {
        try {
            KeyPair pair = keyPair();
            Instant now = clock.instant();
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                            SUBJECT,
                            serial(pair.getPublic()),
                            date(now.minus(TOLERANCE)),
                            date(now.plus(LIFE)),
                            SUBJECT,
                            pair.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return new CertificateAuthority(sign(builder, pair.getPrivate()), pair.getPrivate(), clock);
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
            throw new InvalidCertificateException(
                    "this JDK cannot make the authority's certificate: " + e.getMessage(), e);
        }
    }

    /// A new key and certificate for a node.
    ///
    /// @param life from now on; it ends with the authority's at the latest
    Identity issue(NodeName node, Duration life) {
        try {
            KeyPair pair = keyPair();
            Instant now = clock.instant();
            Instant end = now.plus(life);
            Instant last = certificate.getNotAfter().toInstant();
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    certificate,
                    serial(pair.getPublic()),
                    date(now.minus(TOLERANCE)),
                    date(end.isBefore(last) ? end : last),
                    new X500Name("CN=" + COMMON_NAME),
                    pair.getPublic());
            return new Identity(sign(extended(builder, node), key), pair.getPrivate());
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
            throw new InvalidCertificateException(
                    "this JDK cannot make the certificate of node '%s': %s".formatted(node.name(), e.getMessage()), e);
        }
    }

    X509Certificate certificate() {
        return certificate;
    }

    PrivateKey key() {
        return key;
    }

    /// Whether a certificate was signed by this authority.
    boolean signed(X509Certificate other) {
        try {
            other.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static X509v3CertificateBuilder extended(X509v3CertificateBuilder builder, NodeName node)
            throws CertIOException {
        List<GeneralName> names = new ArrayList<>(node.generalNames());
        names.add(new GeneralName(GeneralName.dNSName, COMMON_NAME));
        return builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                    KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                }))
                .addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws OperatorCreationException, GeneralSecurityException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(key)));
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS);
        return generator.generateKeyPair();
    }

    /// As hard to guess as the key that it stands for.
    private static BigInteger serial(PublicKey key) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        return new BigInteger(1, Arrays.copyOf(digest, SERIAL_BYTES)).setBit(0);
    }

    private static Date date(Instant instant) {
        return Date.from(instant);
    }
}
