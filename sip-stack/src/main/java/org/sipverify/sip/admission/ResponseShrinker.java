package org.sipverify.sip.admission;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * Shrinks a response to fit, losing as little as possible: first field names become compact, then optional header
 * fields are removed from the last to the first, then the reason phrase, and finally the Contact of a redirect. Octets
 * are treated as characters, so that what remains is unchanged.
 */
final class ResponseShrinker {
    private static final String END = "\r\n";

    /** RFC 3261 section 8.2.6.2, and section 7.3.3 for the names. */
    private static final Map<String, String> NEEDED =
            Map.of("via", "v", "from", "f", "to", "t", "call-id", "i", "cseq", "CSeq", "content-length", "l");

    private static final Set<String> ONE_LETTER = Set.of("v", "f", "t", "i", "l");

    private final List<String> lines;
    private int length;

    private ResponseShrinker(List<String> lines) {
        this.lines = lines;
        this.length = lines.stream().mapToInt(line -> line.length() + 2).sum() + 2;
    }

    /** Empty if it cannot be made to fit, or if it has a body. */
    static Optional<byte[]> of(byte[] response, int most) {
        var text = new String(response, ISO_8859_1);
        if (most <= 0 || text.indexOf(END + END) != text.length() - 4) {
            return Optional.empty();
        }
        var answer = new ResponseShrinker(new ArrayList<>(List.of(text.split(END))));
        return answer.fit(most) ? Optional.of(answer.text().getBytes(ISO_8859_1)) : Optional.empty();
    }

    private boolean fit(int most) {
        each(most, line -> !isContact(line), this::shorten);
        each(most, line -> isOptional(line) && !isContact(line), this::leaveOut);
        if (length > most) {
            replace(0, lines.get(0).substring(0, "SIP/2.0 200 ".length()));
        }
        each(most, this::isContact, this::shorten);
        each(most, this::isContact, this::leaveOut);
        return length <= most;
    }

    /** From the last field to the first, until it is short enough. */
    private void each(int most, IntPredicate which, IntConsumer change) {
        for (int line = lines.size() - 1; line > 0 && length > most; line--) {
            if (which.test(line)) {
                change.accept(line);
            }
        }
    }

    private String name(int line) {
        var text = lines.get(line);
        return text.substring(0, Math.max(text.indexOf(':'), 0)).strip().toLowerCase(Locale.ROOT);
    }

    private boolean isOptional(int line) {
        return !NEEDED.containsKey(name(line)) && !ONE_LETTER.contains(name(line));
    }

    private boolean isContact(int line) {
        return name(line).equals("contact") || name(line).equals("m");
    }

    private void shorten(int line) {
        var text = lines.get(line);
        var name = NEEDED.getOrDefault(name(line), isContact(line) ? "m" : "");
        if (!name.isEmpty()) {
            replace(line, name + ":" + text.substring(text.indexOf(':') + 1).strip());
        }
    }

    private void leaveOut(int line) {
        replace(line, "");
    }

    /** An empty line is one that was left out. */
    private void replace(int line, String text) {
        int before = lines.get(line).isEmpty() ? 0 : lines.get(line).length() + 2;
        length += (text.isEmpty() ? 0 : text.length() + 2) - before;
        lines.set(line, text);
    }

    private String text() {
        var text = new StringBuilder(length);
        lines.stream().filter(line -> !line.isEmpty()).forEach(line -> text.append(line)
                .append(END));
        return text.append(END).toString();
    }
}
