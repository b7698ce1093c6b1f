package org.sipverify.verifier.pinned;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.sipverify.formats.file.PrivateFiles;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.formats.number.TelephoneNumber;
import org.sipverify.formats.pem.PemException;
import org.sipverify.formats.pem.PemFile;
import org.sipverify.formats.text.Base64Url;

/** Creates PASSporTs for tests, signed with its own Ed25519 key. */
public final class PassportSigner {
    /** RFC 8410: the prefix of the 32 bytes of an Ed25519 private key in PKCS #8. */
    private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    /**
     * The claims of a token.
     *
     * @param kid the signer's OOBI URL
     * @param orig the calling number
     * @param dest the called number
     * @param evd the dossier's URL
     * @param iat when it is issued
     * @param exp when it expires
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
        try {
            if (PemFile.privateKey(file, Optional.empty()) instanceof EdECPrivateKey key
                    && key.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
                return new PassportSigner(key.getBytes().orElseThrow());
            }
        } catch (PemException e) {
            throw new IOException(e.getMessage(), e);
        }
        throw new IOException(file + ": is not an Ed25519 private key");
    }

    /**
     * Writes the key file, which only its owner may read.
     *
     * @throws IOException when it cannot be written or already exists
     */
    public void write(Path file) throws IOException {
        var der = Arrays.copyOf(PKCS8, PKCS8.length + seed.length);
        System.arraycopy(seed, 0, der, PKCS8.length, seed.length);
        var pem = BEGIN + "\n" + Base64.getEncoder().encodeToString(der) + "\n" + END + "\n";
        PrivateFiles.create(file, pem.getBytes(StandardCharsets.US_ASCII));
    }

    /** The public key as 43 characters of base64url, as in the signers file. */
    public String publicKey() {
        var key = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, key, 0);
        return Base64Url.encode(key);
    }

    /** A compact JWT (RFC 8225, draft-hardman-verifiable-voice-protocol) with these claims. */
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
        var input = Base64Url.encode(StrictJson.bytes(header)) + "." + Base64Url.encode(StrictJson.bytes(payload));
        return input + "." + Base64Url.encode(signature(input.getBytes(StandardCharsets.US_ASCII)));
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
        return Base64Url.encode(StrictJson.bytes(json));
    }

    private byte[] signature(byte[] input) {
        var signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, input, 0, input.length, signature, 0);
        return signature;
    }
}
