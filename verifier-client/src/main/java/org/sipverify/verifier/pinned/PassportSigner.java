package org.sipverify.verifier.pinned;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.sipverify.verifier.text.StrictBase64;
import org.sipverify.verifier.text.StrictJson;
import org.sipverify.verifier.text.TelephoneNumber;

/** Makes PASSporTs for trials: signs with an Ed25519 key of its own. */
public final class PassportSigner {
    /** RFC 8410: what comes before the 32 bytes of an Ed25519 private key in PKCS #8. */
    private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    /**
     * What a token says.
     *
     * @param kid the signer's OOBI URL
     * @param orig the calling number
     * @param dest the called number
     * @param evd the dossier's URL
     * @param iat when it is issued
     * @param exp when it ends
     */
    public record Claims(String kid, String orig, String dest, String evd, Instant iat, Instant exp) {}

    private final byte[] seed;

    private PassportSigner(byte[] seed) {
        this.seed = seed;
    }

    /** A signer with a new random key. */
    public static PassportSigner generate() {
        var seed = new byte[Ed25519.SECRET_KEY_SIZE];
        Ed25519.generatePrivateKey(new SecureRandom(), seed);
        return new PassportSigner(seed);
    }

    /**
     * Reads a key file: PKCS #8 in PEM, as {@code openssl genpkey -algorithm ed25519} writes it.
     *
     * @throws IOException when it cannot be read or holds something else
     */
    public static PassportSigner read(Path file) throws IOException {
        var text = text(file).strip();
        if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
            throw new IOException(file + " is not a PEM private key");
        }
        var body = text.substring(BEGIN.length(), text.length() - END.length()).strip();
        var der = StrictBase64.decodeAny(body).orElseThrow(() -> new IOException(file + " is not a PEM private key"));
        if (der.length != PKCS8.length + Ed25519.SECRET_KEY_SIZE
                || !Arrays.equals(der, 0, PKCS8.length, PKCS8, 0, PKCS8.length)) {
            throw new IOException(file + " is not an Ed25519 private key");
        }
        return new PassportSigner(Arrays.copyOfRange(der, PKCS8.length, der.length));
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IOException("cannot read the key file " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes the key file, which only its owner may read.
     *
     * @throws IOException when it cannot be written or is already there
     */
    public void write(Path file) throws IOException {
        var der = Arrays.copyOf(PKCS8, PKCS8.length + seed.length);
        System.arraycopy(seed, 0, der, PKCS8.length, seed.length);
        var pem = BEGIN + "\n" + Base64.getEncoder().encodeToString(der) + "\n" + END + "\n";
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = Files.newByteChannel(file, options, ownerOnly)) {
            channel.write(StandardCharsets.US_ASCII.encode(pem));
        }
    }

    /** The public key as 43 characters of base64url, as the signers file takes it. */
    public String publicKey() {
        var key = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, key, 0);
        return StrictBase64.encodeUrl(key);
    }

    /** A compact JWT (RFC 8225, draft-hardman-verifiable-voice-protocol) that says this. */
    public String sign(Claims claims) {
        var header = StrictJson.newObject()
                .put("alg", "EdDSA")
                .put("typ", "passport")
                .put("ppt", "vvp")
                .put("kid", claims.kid());
        var payload = StrictJson.newObject();
        payload.putObject("orig").putArray("tn").add(TelephoneNumber.digits(claims.orig()));
        payload.putObject("dest").putArray("tn").add(TelephoneNumber.digits(claims.dest()));
        payload.put("iat", claims.iat().getEpochSecond())
                .put("exp", claims.exp().getEpochSecond())
                .put("evd", claims.evd());
        var input = StrictBase64.encodeUrl(StrictJson.bytes(header))
                + "."
                + StrictBase64.encodeUrl(StrictJson.bytes(payload));
        return input + "." + StrictBase64.encodeUrl(signature(input.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The value of an {@code Identity} header field in the form of RFC 8224. */
    public static String identityHeader(String jwt, String kid) {
        return jwt + ";info=<" + kid + ">;alg=EdDSA;ppt=vvp";
    }

    /** The value of a {@code P-VVP-Identity} header field that repeats the claims. */
    public static String vvpIdentityHeader(Claims claims) {
        var json = StrictJson.newObject()
                .put("ppt", "vvp")
                .put("kid", claims.kid())
                .put("evd", claims.evd())
                .put("iat", claims.iat().getEpochSecond())
                .put("exp", claims.exp().getEpochSecond());
        return StrictBase64.encodeUrl(StrictJson.bytes(json));
    }

    private byte[] signature(byte[] input) {
        var signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, input, 0, input.length, signature, 0);
        return signature;
    }
}
