package org.sipverify.verifier.pinned;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519.PublicPoint;
import org.sipverify.formats.text.Base64Url;
import org.sipverify.verifier.credentials.Passport;

/** An Ed25519 public key (RFC 8032). */
final class SignerKey {
    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64}");
    private static final Pattern KERI = Pattern.compile("[BD][A-Za-z0-9_-]{43}");

    private static final int PLAIN_LENGTH = 86;
    private static final String CESR_CODE = "0B";

    private final byte[] key;
    /** The same, decoded: otherwise each check would decode it again, a tenth of its cost. */
    private final PublicPoint point;

    private SignerKey(byte[] key, PublicPoint point) {
        this.key = key;
        this.point = point;
    }

    /**
     * Reads 43 characters of base64url, 64 of hex, or 44 of a KERI key (code B or D); empty when it is none of these or
     * not a point of the curve.
     */
    static Optional<SignerKey> parse(String text) {
        return bytes(text)
                .filter(bytes -> bytes.length == Ed25519.PUBLIC_KEY_SIZE)
                .flatMap(bytes -> Optional.ofNullable(Ed25519.validatePublicKeyFullExport(bytes, 0))
                        .map(point -> new SignerKey(bytes, point)));
    }

    /**
     * Whether the third part of the token is this key's signature of the first two, in any of the known encodings. Each
     * part must be the canonical text of its octets: otherwise a replayed token could be respelled and not be
     * recognized.
     */
    boolean signed(Passport passport) {
        if (!passport.canonical()) {
            return false;
        }
        var input = passport.signingInput().getBytes(StandardCharsets.US_ASCII);
        return readings(passport.signature())
                .filter(signature -> signature.length == Ed25519.SIGNATURE_SIZE)
                .anyMatch(signature -> Ed25519.verify(signature, 0, point, input, 0, input.length));
    }

    @Override
    public String toString() {
        return Base64Url.encode(key);
    }

    /**
     * Plain JWS has 86 characters. With 88 and the code {@code 0B} it may be CESR, where two zero bytes precede the 64
     * and the code replaces the first two characters, or the code may just be prepended to the plain form; the text
     * does not show which is meant.
     */
    private static Stream<byte[]> readings(String signature) {
        if (signature.length() == PLAIN_LENGTH) {
            return Base64Url.decode(signature).stream();
        }
        if (signature.length() != PLAIN_LENGTH + 2 || !signature.startsWith(CESR_CODE)) {
            return Stream.empty();
        }
        var rest = signature.substring(CESR_CODE.length());
        return Stream.concat(
                Base64Url.decode("AA" + rest).flatMap(bytes -> afterZeros(bytes, 2)).stream(),
                Base64Url.decode(rest).stream());
    }

    /** CESR: the bits between the code and the data must be zero, so that there is one text for each value. */
    private static Optional<byte[]> afterZeros(byte[] bytes, int lead) {
        for (int i = 0; i < lead; i++) {
            if (bytes[i] != 0) {
                return Optional.empty();
            }
        }
        return Optional.of(Arrays.copyOfRange(bytes, lead, bytes.length));
    }

    private static Optional<byte[]> bytes(String text) {
        if (KERI.matcher(text).matches()) {
            return Base64Url.decode("A" + text.substring(1)).flatMap(bytes -> afterZeros(bytes, 1));
        }
        if (HEX.matcher(text).matches()) {
            return Optional.of(HexFormat.of().parseHex(text));
        }
        return BASE64URL.matcher(text).matches() ? Base64Url.decode(text) : Optional.empty();
    }
}
