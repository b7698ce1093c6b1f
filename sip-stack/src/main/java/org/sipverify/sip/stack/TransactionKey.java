package org.sipverify.sip.stack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.sipverify.sip.guard.Field;
import org.sipverify.sip.guard.ValidMessage;

/**
 * Which transaction a request belongs to (RFC 3261 section 17.2.3); an ACK and a CANCEL have the key of their INVITE.
 *
 * @param branch of the topmost Via; without an RFC 3261 branch, a digest of the fields by which RFC 2543 matches
 *     transactions
 * @param sentBy of the topmost Via, in lower case
 */
record TransactionKey(String callId, String branch, String sentBy) {
    /** RFC 3261 section 8.1.1.7; a token, so its case does not matter. */
    private static final String MAGIC_COOKIE = "z9hG4bK";

    /** The memory of a map entry and of a key's strings besides their characters. */
    private static final int OVERHEAD = 256;

    static TransactionKey of(ValidMessage request) {
        var branch = request.branch().orElse("");
        return new TransactionKey(
                request.callId(),
                isUnique(branch) ? branch : digest(request),
                request.sentBy().toLowerCase(Locale.ROOT));
    }

    private static boolean isUnique(String branch) {
        return branch.length() > MAGIC_COOKIE.length()
                && branch.regionMatches(true, 0, MAGIC_COOKIE, 0, MAGIC_COOKIE.length());
    }

    /**
     * All of these are equal in an INVITE, its retransmissions, its ACK and its CANCEL; To has a tag in the ACK only.
     */
    private static String digest(ValidMessage request) {
        var digest = sha256();
        var cseq = request.first(Field.CSEQ).orElse("");
        for (var part : new String[] {
            request.requestUri(),
            request.first(Field.FROM).orElse(""),
            cseq.substring(0, cseq.length() - request.method().length()).strip(),
            request.all(Field.VIA).get(0)
        }) {
            digest.update(part.getBytes(UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    /**
     * The tag that To has in every response of this transaction, including stateless ones (RFC 3261 sections 8.2.7 and
     * 9.2). It cannot be predicted without the secret (section 19.3).
     */
    String toTag(byte[] secret) {
        var digest = sha256();
        digest.update(secret);
        for (var part : new String[] {callId, branch, sentBy}) {
            digest.update(part.getBytes(ISO_8859_1));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 6);
    }

    int octets() {
        return OVERHEAD + 2 * (callId.length() + branch.length() + sentBy.length());
    }
}
