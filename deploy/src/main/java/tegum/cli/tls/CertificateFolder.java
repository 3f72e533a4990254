package tegum.cli.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/// The certificates of a small cluster in one folder, as PEM.
///
/// | path | is |
/// |---|---|
/// | `ca.pem` | the authority's certificate |
/// | `ca.key` | its key; whoever has it can add nodes: keep it off the nodes |
/// | `nodes/NAME/` | what goes to a node: `ca.pem`, `node.pem` and `node.key` |
///
/// Keys are readable by their owner alone. A file is there whole or not at all.
public final class CertificateFolder {
    private static final String AUTHORITY = "ca.pem";
    private static final String AUTHORITY_KEY = "ca.key";
    private static final String NODES = "nodes";
    private static final String CERTIFICATE = "node.pem";
    private static final String KEY = "node.key";
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path folder;
    private final CertificateAuthority authority;
    private final Clock clock;

    private CertificateFolder(Path folder, CertificateAuthority authority, Clock clock) {
        this.folder = folder;
        this.authority = authority;
        this.clock = clock;
    }

    /// A certificate, for people.
    ///
    /// @param node the node's name; the authority itself is `ca`
    /// @param hosts what it may call itself
    /// @param until when it ends
    /// @param trusted whether the authority of the folder signed it and it has not ended
    public record Issued(String node, List<String> hosts, Instant until, boolean trusted) {}

    /// Makes a new authority.
    ///
    /// @throws InvalidCertificateException if there is one already, or the folder cannot be written
    public static CertificateFolder create(Path folder, Clock clock) {
        if (Files.exists(folder.resolve(AUTHORITY_KEY)) || Files.exists(folder.resolve(AUTHORITY))) {
            throw new InvalidCertificateException(
                    "%s has an authority already: add nodes with tegum tls issue, or choose another folder"
                            .formatted(folder));
        }
        CertificateAuthority authority = CertificateAuthority.create(clock);
        try {
            Files.createDirectories(folder.toAbsolutePath(), OWNER_FOLDER);
            write(folder.resolve(AUTHORITY_KEY), pem(new JcaPKCS8Generator(authority.key(), null)));
            write(folder.resolve(AUTHORITY), pem(authority.certificate()));
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
        return new CertificateFolder(folder, authority, clock);
    }

    /// Opens the folder of an authority.
    ///
    /// @throws InvalidCertificateException if there is none, or its files cannot be read
    public static CertificateFolder open(Path folder, Clock clock) {
        Path certificate = folder.resolve(AUTHORITY);
        Path key = folder.resolve(AUTHORITY_KEY);
        if (!Files.exists(certificate) || !Files.exists(key)) {
            throw new InvalidCertificateException(
                    "%s has no authority (ca.pem and ca.key): make one with tegum tls init".formatted(folder));
        }
        return new CertificateFolder(
                folder, new CertificateAuthority(certificate(certificate), key(key), clock), clock);
    }

    /// Makes key and certificate of a node.
    ///
    /// @param life how long the certificate is valid
    /// @param renew whether the node may have one already, which is replaced
    /// @return the node's folder
    /// @throws InvalidCertificateException if the node has one already and `renew` is false
    public Path issue(NodeName node, Duration life, boolean renew) {
        Path to = folder(node);
        requireFree(node, renew);
        CertificateAuthority.Identity identity = authority.issue(node, life);
        try {
            Files.createDirectories(to.toAbsolutePath(), OWNER_FOLDER);
            write(to.resolve(AUTHORITY), pem(authority.certificate()));
            write(to.resolve(KEY), pem(new JcaPKCS8Generator(identity.key(), null)));
            write(to.resolve(CERTIFICATE), pem(identity.certificate()));
        } catch (IOException e) {
            throw unwritable(to, e);
        }
        return to;
    }

    /// @throws InvalidCertificateException if the node has a certificate already and `renew` is false
    public void requireFree(NodeName node, boolean renew) {
        if (!renew && Files.exists(folder(node).resolve(CERTIFICATE))) {
            throw new InvalidCertificateException(
                    "node '%s' has a certificate already: --renew replaces it".formatted(node.name()));
        }
    }

    /// The authority's certificate and those of the nodes, by name.
    public List<Issued> issued() {
        List<Issued> issued = new ArrayList<>();
        issued.add(issued("ca", authority.certificate()));
        if (!Files.isDirectory(folder.resolve(NODES))) {
            return issued;
        }
        try (Stream<Path> nodes = Files.list(folder.resolve(NODES))) {
            for (Path node : nodes.sorted().toList()) {
                if (Files.exists(node.resolve(CERTIFICATE))) {
                    issued.add(issued(node.getFileName().toString(), certificate(node.resolve(CERTIFICATE))));
                }
            }
        } catch (IOException e) {
            throw new InvalidCertificateException("%s cannot be read: %s".formatted(folder, e.getMessage()), e);
        }
        return issued;
    }

    private Issued issued(String node, X509Certificate certificate) {
        Instant until = certificate.getNotAfter().toInstant();
        return new Issued(
                node, hosts(certificate), until, authority.signed(certificate) && until.isAfter(clock.instant()));
    }

    private static List<String> hosts(X509Certificate certificate) {
        try {
            return certificate.getSubjectAlternativeNames() == null
                    ? List.of()
                    : certificate.getSubjectAlternativeNames().stream()
                            .map(name -> String.valueOf(name.get(1)))
                            .filter(name -> !name.equals(CertificateAuthority.COMMON_NAME))
                            .toList();
        } catch (CertificateException e) {
            throw new InvalidCertificateException("a certificate's names cannot be read: " + e.getMessage(), e);
        }
    }

    private Path folder(NodeName node) {
        return folder.resolve(NODES).resolve(node.name());
    }

    private static X509Certificate certificate(Path file) {
        try (PEMParser parser = new PEMParser(Files.newBufferedReader(file))) {
            if (parser.readObject() instanceof X509CertificateHolder holder) {
                return new JcaX509CertificateConverter().getCertificate(holder);
            }
        } catch (IOException | CertificateException e) {
            throw new InvalidCertificateException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
        throw new InvalidCertificateException(file + " is not a certificate in PEM");
    }

    private static PrivateKey key(Path file) {
        try (PEMParser parser = new PEMParser(Files.newBufferedReader(file))) {
            if (parser.readObject() instanceof PrivateKeyInfo info) {
                return new JcaPEMKeyConverter().getPrivateKey(info);
            }
        } catch (IOException e) {
            throw new InvalidCertificateException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
        throw new InvalidCertificateException(file + " is not a private key in PEM (PKCS #8, not encrypted)");
    }

    private static String pem(Object object) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(Path file, String pem) throws IOException {
        Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), ".draft", ".pem", OWNER_FILE);
        Files.writeString(draft, pem, StandardOpenOption.TRUNCATE_EXISTING);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static InvalidCertificateException unwritable(Path folder, IOException e) {
        String reason = e instanceof FileAlreadyExistsException ? "it is not a folder" : String.valueOf(e.getMessage());
        return new InvalidCertificateException("%s cannot be written: %s".formatted(folder, reason), e);
    }
}
