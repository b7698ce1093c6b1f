package org.sipverify.verifier.credentials;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.verifier.Samples.JOSE;
import static org.sipverify.verifier.Samples.JWT;
import static org.sipverify.verifier.Samples.jwt;
import static org.sipverify.verifier.Samples.read;
import static org.sipverify.verifier.Samples.url;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reading costs in proportion to the length of the text, whatever a sender writes. Work is counted, not timed. */
class ReadingWorkTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int LENGTH = 60_000;
    /**
     * A value is split at its commas, and looked over once more where one may begin; each time in a few comparisons.
     */
    private static final int LOOKS = 10;
    /** JSON of nothing but tiny objects takes most of it: each becomes a node of a tree. */
    private static final int BYTES_PER_CHARACTER = 150;
    /** What a token costs that is none: an exception or two, whose length does not matter. */
    private static final int ONCE = 200_000;

    @ParameterizedTest
    @MethodSource("identities")
    void looksAtEachCharacterAFewTimes(String line) {
        var counted = new CountedText(line);

        IdentityLine.values(counted);

        assertTrue(counted.looks() <= (long) LOOKS * line.length(), counted.looks() + " looks at " + line.length());
    }

    @ParameterizedTest
    @MethodSource("identities")
    void allocatesInProportionToTheIdentity(String line) {
        isInProportion("Identity:" + line);
    }

    @ParameterizedTest
    @MethodSource("identities")
    void allocatesInProportionToTheOtherHeaders(String line) {
        isInProportion("P-VVP-Identity:" + line);
        isInProportion("P-VVP-Passport:" + line);
        isInProportion("P-VVP-Identity:" + url(line));
    }

    static Stream<Arguments> identities() {
        return Stream.of(
                filled("a.a.a,", "tokens of one letter"),
                filled(",", "commas"),
                filled(", ", "commas and blanks"),
                filled("<", "opening brackets"),
                filled("<>", "pairs of brackets"),
                filled("\"", "quotes"),
                filled("\\", "backslashes"),
                argumentSet("a quote of backslashes", "\"" + "\\".repeat(LENGTH)),
                filled("<,", "brackets and commas"),
                filled("\",", "quotes and commas"),
                filled(".", "dots"),
                filled("a", "letters"),
                filled(";", "semicolons"),
                filled(";info=", "infos"),
                filled(";ppt=vvp", "ppts"),
                filled("=", "equals signs"),
                filled("%", "percent signs"),
                argumentSet("percent signs in info", "a.a.a;info=" + "%41".repeat(LENGTH / 3)),
                filled(" ", "blanks"),
                argumentSet("a token and blanks", JWT + " ".repeat(LENGTH)),
                filled("\r\n ", "folds"),
                filled("\r", "carriage returns"),
                argumentSet("brackets in JSON", jwt(JOSE, "[".repeat(LENGTH))),
                argumentSet("objects in JSON", jwt(JOSE, "{\"a\":[" + "{},".repeat(LENGTH / 4) + "0]}")),
                argumentSet("digits in JSON", jwt(JOSE, "{\"iat\":" + "1".repeat(LENGTH / 2) + "}")),
                argumentSet("exponent in JSON", jwt(JOSE, "{\"iat\":1e" + "9".repeat(90) + "}")),
                argumentSet("text in JSON", jwt(JOSE, "{\"iat\":\"" + "\\u0041".repeat(LENGTH / 8) + "\"}")));
    }

    private static void isInProportion(String line) {
        attempt(line); // loads the classes
        long before = THREADS.getCurrentThreadAllocatedBytes();

        attempt(line);

        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(bytes <= ONCE + (long) BYTES_PER_CHARACTER * line.length(), bytes + " bytes for " + line.length());
    }

    private static void attempt(String line) {
        try {
            read(line);
        } catch (MalformedCredentialsException e) {
            assertTrue(e.reason().length() < 40);
        }
    }

    private static Arguments filled(String piece, String name) {
        return argumentSet(name, piece.repeat(LENGTH / piece.length()));
    }

    /** Text that knows how often one of its characters was read. */
    private static final class CountedText implements CharSequence {
        private final String text;
        private long looks;

        CountedText(String text) {
            this.text = text;
        }

        long looks() {
            return looks;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            looks++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            looks += end - start;
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            looks += text.length();
            return text;
        }
    }
}
