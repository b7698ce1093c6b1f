package org.sipverify.sip.leg;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sipverify.bridge.Content;
import org.sipverify.sip.client.Addresses;
import org.sipverify.sip.dns.Target;

/**
 * Where a callee has not been looked for yet, in order. A redirect puts what it names before the rest (RFC 3261 section
 * 8.1.3.4); what is known already is not tried again, so that redirects cannot go round.
 */
final class Targets {
    private static final Pattern Q = Pattern.compile("(?i);\\s*q\\s*=\\s*([01](?:\\.[0-9]{0,3})?)\\s*(?:;|$)");

    private final Deque<String> waiting = new ArrayDeque<>();
    private final Set<String> known = new HashSet<>();
    private int redirects;

    /** @param redirects how many redirects are followed */
    Targets(List<String> first, int redirects) {
        this.redirects = redirects;
        waiting.addAll(first);
        known.addAll(first);
    }

    boolean hasNext() {
        return !waiting.isEmpty();
    }

    @Nullable
    String next() {
        return waiting.poll();
    }

    /** Whether one more redirect is followed. */
    boolean follows() {
        return redirects > 0;
    }

    /**
     * Follows a redirect.
     *
     * @return whether it names anything new
     */
    boolean follow(Content redirect) {
        redirects--;
        var contacts = redirect.details().stream()
                .filter(detail -> detail.name().equalsIgnoreCase("Contact"))
                .flatMap(detail -> Addresses.list(detail.value()).stream())
                .sorted(Comparator.comparingDouble(Targets::preference)) // the last is added first
                .flatMap(contact -> usable(contact).stream())
                .filter(known::add)
                .toList();
        contacts.forEach(waiting::addFirst);
        return !contacts.isEmpty();
    }

    /** RFC 3261 section 20.10: q, which is 1 where it is absent. */
    private static double preference(String contact) {
        var q = Q.matcher(contact.substring(contact.indexOf('>') + 1));
        return q.find() ? Double.parseDouble(q.group(1)) : 1;
    }

    /** Without header fields and method, which a Request-URI may not have. */
    private static Optional<String> usable(String contact) {
        var uri = Addresses.uri(contact).replaceAll("(?i);method=[^;?]*", "");
        int question = uri.indexOf('?', uri.indexOf('@') + 1);
        var bare = question < 0 ? uri : uri.substring(0, question);
        try {
            var unused = Target.parse(bare);
            return bare.regionMatches(true, 0, "sip", 0, 3) ? Optional.of(bare) : Optional.empty();
        } catch (IllegalArgumentException notSip) {
            return Optional.empty();
        }
    }
}
