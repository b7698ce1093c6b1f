package org.sipverify.vcon.privacy;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What counts is how often characters are looked at, not how long that takes on some machine. */
class WorkTest {
    private static final int LENGTH = 60_000;

    /** Each character is looked at a few times for itself; base64 and escapes are looked through in layers, too. */
    private static final int MOST = 40;

    private static final int MOST_IN_LAYERS = 100;

    /** Counts every look, also at what was decoded out of the text. */
    private static final class Counted extends Text {
        private final AtomicLong looks;

        Counted(String characters, AtomicLong looks) {
            super(characters);
            this.looks = looks;
        }

        @Override
        char at(int index) {
            looks.incrementAndGet();
            return super.at(index);
        }

        @Override
        Text inside(String decoded) {
            return new Counted(decoded, looks);
        }
    }

    @ParameterizedTest
    @MethodSource
    void workGrowsWithTheLengthOnly(String unit, int most) {
        for (var start : new String[] {"", "v=0\r\n", "X: <sip:a:"}) {
            var text = start + unit.repeat(LENGTH / unit.length());
            for (var body : new int[] {0, text.length()}) {
                var looks = new AtomicLong();

                SecretText.in(new Counted(text, looks), body);

                var each = (double) looks.get() / text.length();
                assertTrue(each <= most, () -> "each character is looked at " + each + " times");
            }
        }
    }

    static Stream<Arguments> workGrowsWithTheLengthOnly() {
        var base64 = Base64.getEncoder()
                .encodeToString("<sip:a ".repeat(9).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return Stream.concat(
                Stream.of(
                                "@",
                                "a@",
                                ":",
                                "a:",
                                "=",
                                "a=",
                                "%",
                                "\"",
                                "\\",
                                "<",
                                ">",
                                "/",
                                "//",
                                " ",
                                "\t",
                                "\r",
                                "\n",
                                "\r\n",
                                "\r\n ",
                                " \r\n",
                                ".",
                                "a.",
                                "&",
                                "?a=",
                                ";",
                                "\0",
                                "\u00e9",
                                "-",
                                "--b\r\n",
                                "authorization",
                                "authorization:",
                                "authorization :",
                                "authorization: \r\n ",
                                "sip:",
                                "sip:a",
                                "sip: ",
                                "<sip:",
                                "<sip:a ",
                                "<sip:a:",
                                "< sip: a:\r\n ",
                                "sip:a:b@",
                                "sip:a:b@c;",
                                "://",
                                "a://",
                                "//a:",
                                "//a:1",
                                "//[:",
                                "<//a: ",
                                "bearer ",
                                "bearer\r\n ",
                                "bearer \r\n ",
                                "basic\t",
                                "digest ",
                                "digest a=",
                                "digest a ",
                                "crypto:",
                                "crypto: ",
                                "crypto:1 A ",
                                "inline:",
                                "inline: ",
                                "key-mgmt:",
                                "key-mgmt: a ",
                                "ice-pwd:",
                                "\r\nk=",
                                "\r\nk=:",
                                "\r\n k=",
                                "k=",
                                "token=",
                                "token:",
                                "token:1",
                                "token=\"",
                                "token=\"\\",
                                "&token=",
                                "?cookie=",
                                "=\" ",
                                "%zz=",
                                "a%4=",
                                "x",
                                "xx=",
                                "password=x",
                                "sip:x:x@",
                                "\"'\" :")
                        .map(unit -> argumentSet(
                                unit.replace("\r", "CR").replace("\n", "LF").strip() + " repeated", unit, MOST)),
                Stream.of(
                                "%25",
                                "%41=",
                                "%3a",
                                "%25%32%35",
                                "\\\\",
                                "\\\"",
                                "\\u005c",
                                "%5c\\",
                                "A",
                                "QUFB",
                                base64,
                                "aa/",
                                "a-")
                        .map(unit -> argumentSet(unit + " in layers", unit, MOST_IN_LAYERS)));
    }
}
