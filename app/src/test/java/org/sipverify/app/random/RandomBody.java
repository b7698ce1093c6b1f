package org.sipverify.app.random;

import java.util.Optional;
import org.sipverify.testkit.VconAssertions;

/** A body, sound or not, and its Content-Type, which may be that of another. */
final class RandomBody {
    private static final String CRLF = "\r\n";

    private final RandomText text;
    private final int most;
    private final int kind;
    private final String body;

    /** @param most octets it may have */
    RandomBody(RandomText text, int most) {
        this.text = text;
        this.most = most;
        this.kind = text.oneIn(2) ? 0 : 1 + text.dice.nextInt(5);
        this.body = made();
    }

    private String made() {
        return switch (kind) {
            case 1 -> sdp();
            case 2 -> multipart();
            case 3 -> text.octets(3000);
            case 4 -> text.monotonous(text.of(500, 5000, most));
            case 5 -> text.mutated(sdp().replace(VconAssertions.CREDENTIALS.get(0), "key"));
            default -> "";
        };
    }

    String text() {
        return body;
    }

    /** The header field, with its line end. */
    Optional<String> type() {
        if (kind == 0) {
            return Optional.empty();
        }
        var type = text.of(
                kind == 2 ? "multipart/mixed;boundary=b" : "application/sdp",
                "multipart/mixed; boundary=\"b\"",
                "multipart/related",
                "message/sipfrag",
                "text/plain;charset=utf-8",
                text.token() + "/" + text.token(),
                text.wild ? "text/plain;charset=" + text.token() : "application/sdp",
                text.wild ? text.token() + text.params(3) : "application/sdp");
        return Optional.of(text.of("Content-Type: ", "c: ") + type + CRLF);
    }

    private String sdp() {
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/SAVP 0\r\n"
                + text.some(
                        6,
                        () -> text.of(
                                "a=" + text.token() + ":" + text.word() + CRLF,
                                "i=" + text.utf8() + CRLF,
                                "u=" + text.mutated("http://a.example/") + CRLF,
                                "a=rtpmap:0 PCMU/8000\r\n",
                                "b=AS:64\n",
                                "k=clear:" + VconAssertions.CREDENTIALS.get(0) + CRLF,
                                text.token() + CRLF));
    }

    private String multipart() {
        return text.some(
                        5,
                        () -> "--b" + text.of("", "", " ", "c") + CRLF
                                + text.some(
                                        2, () -> text.of("Content-Type: ", "Content-ID: ", "X: ") + text.token() + CRLF)
                                + text.of(CRLF, "") + text.of(sdp(), text.octets(100), "", "--b") + CRLF)
                + text.of("--b--\r\n", "", "--b--");
    }
}
