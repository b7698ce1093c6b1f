package org.sipverify.sip.tls;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why a TLS handshake failed, in one line.
 *
 * @param detail details beyond the reason; printable, short and possibly empty
 */
public record HandshakeFailure(Reason reason, String detail) {
    private static final int LONGEST_DETAIL = 200;
    private static final Pattern ALERT = Pattern.compile("[Aa]lert: ([a-z_]+)");

    /** The kinds of failure. */
    public enum Reason {
        NOT_TLS("not TLS"),
        TOO_LONG("first message too long"),
        TIMEOUT("handshake timed out"),
        CLOSED("closed by the peer"),
        EXPIRED("certificate expired"),
        NOT_YET_VALID("certificate not valid yet"),
        OTHER_NAME("certificate for another name"),
        UNKNOWN_CA("certificate from an unknown authority"),
        NO_CERTIFICATE("no certificate"),
        NO_PROTOCOL("no common protocol version"),
        NO_SUITE("no common cipher suite"),
        RENEGOTIATION("renegotiation rejected"),
        REFUSED("rejected by the peer"),
        MALFORMED("malformed handshake message"),
        OTHER("TLS failed");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }

        /** Whether scanners cause it all day, so that no operator needs to act. */
        public boolean isNoise() {
            return this == NOT_TLS || this == TOO_LONG || this == TIMEOUT || this == CLOSED;
        }
    }

    /** Exception types whose name is enough; their message is not used. */
    private static final Map<Class<?>, Reason> BY_TYPE = Map.of(
            NotSslRecordException.class, Reason.NOT_TLS,
            TooLongFrameException.class, Reason.TOO_LONG,
            SslHandshakeTimeoutException.class, Reason.TIMEOUT,
            CertificateExpiredException.class, Reason.EXPIRED,
            CertificateNotYetValidException.class, Reason.NOT_YET_VALID);

    /**
     * The JDK has one exception for all of these, so its English message must decide. A TLS 1.3 client that rejects our
     * certificate may send a plaintext alert, and JDK 17 reads its two octets as encrypted ones.
     */
    private static final Map<String, Reason> BY_WORDS = Map.of(
            "Received fatal alert", Reason.REFUSED,
            "plaintext alert received", Reason.REFUSED,
            "AEAD cipher fragment (2)", Reason.REFUSED,
            "PKIX path building", Reason.UNKNOWN_CA,
            "certificate chain", Reason.NO_CERTIFICATE,
            "protocol", Reason.NO_PROTOCOL,
            "cipher suites in common", Reason.NO_SUITE,
            "renegotiation", Reason.RENEGOTIATION,
            "Illegal handshake message", Reason.MALFORMED);

    public static HandshakeFailure of(Throwable problem) {
        var causes = Stream.iterate(problem, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .toList();
        for (var cause : causes) {
            if (BY_TYPE.containsKey(cause.getClass())) {
                return new HandshakeFailure(BY_TYPE.get(cause.getClass()), "");
            }
            if (cause instanceof OtherNameException) {
                return new HandshakeFailure(Reason.OTHER_NAME, printable(cause));
            }
            if (cause instanceof ClosedChannelException) {
                return new HandshakeFailure(Reason.CLOSED, "");
            }
        }
        return byWords(causes);
    }

    private static HandshakeFailure byWords(List<Throwable> causes) {
        var all =
                causes.stream().map(cause -> String.valueOf(cause.getMessage())).collect(Collectors.joining(" "));
        var alert = ALERT.matcher(all);
        return BY_WORDS.entrySet().stream()
                .filter(entry -> all.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .min(Enum::compareTo)
                .map(reason ->
                        new HandshakeFailure(reason, reason == Reason.REFUSED && alert.find() ? alert.group(1) : ""))
                .orElseGet(() -> new HandshakeFailure(Reason.OTHER, innermost(causes)));
    }

    /** The message of the innermost cause that has one; if none has, its type. */
    private static String innermost(List<Throwable> causes) {
        return causes.stream()
                .filter(cause ->
                        cause.getMessage() != null && !cause.getMessage().isBlank())
                .reduce((outer, inner) -> inner)
                .map(HandshakeFailure::printable)
                .orElseGet(
                        () -> "a " + causes.get(causes.size() - 1).getClass().getSimpleName() + " without a message");
    }

    private static String printable(Throwable problem) {
        return printable(String.valueOf(problem.getMessage()));
    }

    /** Text from a peer, fit for a log: printable and short. */
    public static String printable(String text) {
        return printable(text, LONGEST_DETAIL);
    }

    static String printable(String text, int longest) {
        return text.substring(0, Math.min(text.length(), longest)).replaceAll("[^\\x20-\\x7e]", "?");
    }

    @Override
    public String toString() {
        return detail.isEmpty() ? reason.text : reason.text + ": " + detail;
    }
}
