package org.sipverify.app;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Keys and certificates made for a test by keytool: an authority, and who it vouches for. */
public final class Keys {
    private static final String PASSWORD = "changeit";

    private final Path directory;
    private final Path store;

    public Keys(Path directory) {
        this.directory = directory;
        this.store = directory.resolve("keys.p12");
    }

    /** An authority of this name. */
    public Keys authority(String name, String algorithm) throws Exception {
        generate(name, algorithm, "-ext", "bc:c");
        return this;
    }

    /** A key whose certificate the authority signs. */
    public Keys signer(String name, String authority, String algorithm) throws Exception {
        var request = directory.resolve(name + ".csr").toString();
        var signed = directory.resolve(name + ".crt").toString();
        generate(name, algorithm);
        keytool("-certreq", "-alias", name, "-file", request);
        keytool("-gencert", "-alias", authority, "-infile", request, "-outfile", signed, "-validity", "30");
        keytool("-importcert", "-noprompt", "-alias", name, "-file", signed);
        return this;
    }

    /** The curve is named because the JDKs differ in the one they take by default. */
    private void generate(String name, String algorithm, String... more) throws Exception {
        var arguments =
                new ArrayList<>(List.of("-genkeypair", "-alias", name, "-dname", "CN=" + name, "-validity", "30"));
        arguments.addAll(List.of("-keyalg", algorithm));
        arguments.addAll(algorithm.equals("EC") ? List.of("-groupname", "secp256r1") : List.of("-keysize", "2048"));
        arguments.addAll(List.of(more));
        keytool(arguments.toArray(String[]::new));
    }

    public PrivateKey key(String name) throws Exception {
        return (PrivateKey) opened().getKey(name, PASSWORD.toCharArray());
    }

    public List<Certificate> chain(String name) throws Exception {
        return List.of(opened().getCertificateChain(name));
    }

    /** The certificate in PEM. */
    public Path pem(String name) throws Exception {
        return write(name + ".pem", "CERTIFICATE", chain(name).get(0).getEncoded());
    }

    /** The private key in PEM. */
    public Path keyFile(String name) throws Exception {
        return write(name + ".key", "PRIVATE KEY", key(name).getEncoded());
    }

    public Path write(String file, String kind, byte[] der) throws Exception {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                directory.resolve(file), "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
    }

    private KeyStore opened() throws Exception {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    private void keytool(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(told);
        }
    }
}
