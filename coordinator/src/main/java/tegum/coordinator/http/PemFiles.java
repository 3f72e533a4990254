package tegum.coordinator.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tegum.coordinator.control.ControlException;

/// Reads a server's certificate and key.
final class PemFiles {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> KINDS = List.of("EC", "RSA", "EdDSA");

    private PemFiles() {}

    /// A key store in memory, without a password.
    ///
    /// @throws ControlException if a file cannot be read or is not what it should be
    static KeyStore read(HttpSettings.TlsFiles files) {
        try {
            Collection<? extends Certificate> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes("http.tls.certificate", files.certificate())));
            if (chain.isEmpty()) {
                throw refused("http.tls.certificate", files.certificate(), "it holds no certificate");
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("http", key(files.key()), new char[0], chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw refused("http.tls.certificate", files.certificate(), String.valueOf(e.getMessage()));
        }
    }

    private static PrivateKey key(Path file) {
        String text = new String(bytes("http.tls.key", file), StandardCharsets.US_ASCII);
        Matcher matcher = KEY.matcher(text);
        if (!matcher.find()) {
            throw refused("http.tls.key", file, "it holds no unencrypted PKCS #8 key (BEGIN PRIVATE KEY)");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(1));
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(encoded);
        return KINDS.stream()
                .flatMap(kind -> key(kind, spec).stream())
                .findFirst()
                .orElseThrow(() -> refused("http.tls.key", file, "it is none of " + String.join(", ", KINDS)));
    }

    /// The key, if it is of a kind.
    private static Optional<PrivateKey> key(String kind, PKCS8EncodedKeySpec spec) {
        try {
            return Optional.of(KeyFactory.getInstance(kind).generatePrivate(spec));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK knows " + kind, e);
        }
    }

    private static byte[] bytes(String setting, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw refused(setting, file, "it cannot be read");
        }
    }

    private static ControlException refused(String setting, Path file, String why) {
        return new ControlException(ControlException.Kind.INVALID, "%s is %s: %s".formatted(setting, file, why));
    }
}
