package org.sipverify.sip.targets;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sipverify.bridge.Content;
import org.sipverify.sip.SipMeter.Skipped;
import org.sipverify.sip.client.Addresses;
import org.sipverify.sip.dns.Target;
import org.sipverify.sip.transport.Transport;

/**
 * The targets of one call that have not been tried yet, in order. A redirect puts what it names before the rest (RFC 3261
 * section 8.1.3.4); what is known already is not tried again, so that redirects cannot go round. Targets that are down are
 * passed over while another one is up, and those that have enough calls always are.
 */
public final class CallTargets {
    private static final Pattern Q = Pattern.compile("(?i);\\s*q\\s*=\\s*([01](?:\\.[0-9]{0,3})?)\\s*(?:;|$)");

    private final Deque<String> waiting = new ArrayDeque<>();
    private final Set<String> known = new HashSet<>();
    private final TargetTable table;
    private int redirects;
    /** Whether one that is up was tried, since the last redirect. */
    private boolean hasTriedOne;

    private boolean metFull;

    /**
     * Those of a call that came here.
     *
     * @param called by which URI it came: where a redirect leads back to that, the call would go round
     * @param redirects how many redirects are followed
     */
    public CallTargets(List<String> first, String called, int redirects, TargetTable table) {
        this.redirects = redirects;
        this.table = table;
        waiting.addAll(first);
        known.add(place(called));
        first.forEach(uri -> known.add(place(uri)));
    }

    /**
     * The next one to try; null if there is none. Where all are down they are tried all the same: the probes may be wrong,
     * and without a try the call fails for certain.
     */
    public @Nullable TargetCall next() {
        boolean skipsDown = hasTriedOne || !waiting.stream().allMatch(table::isDown);
        for (var uri = waiting.poll(); uri != null; uri = waiting.poll()) {
            if (skipsDown && table.isDown(uri)) {
                table.skipped(uri, Skipped.DOWN);
                continue;
            }
            var call = taken(uri);
            if (call != null) {
                hasTriedOne = skipsDown;
                return call;
            }
        }
        return null;
    }

    private @Nullable TargetCall taken(String uri) {
        var call = table.take(uri);
        if (call == null) {
            metFull = true;
            table.skipped(uri, Skipped.FULL);
        }
        return call;
    }

    /** Whether one was passed over because it has enough calls. */
    public boolean metFull() {
        return metFull;
    }

    /** How long the caller should wait then, in seconds. */
    public int retryAfter() {
        return table.retryAfter();
    }

    /** Whether one more redirect is followed. */
    public boolean follows() {
        return redirects > 0;
    }

    /**
     * Follows a redirect.
     *
     * @return whether it names anything new
     */
    public boolean follow(Content redirect) {
        redirects--;
        hasTriedOne = false;
        var contacts = redirect.details().stream()
                .filter(detail -> detail.name().equalsIgnoreCase("Contact"))
                .flatMap(detail -> Addresses.list(detail.value()).stream())
                .sorted(Comparator.comparingDouble(CallTargets::preference)) // the last is added first
                .flatMap(contact -> usable(contact).stream())
                .filter(uri -> known.add(place(uri)))
                .toList();
        contacts.forEach(waiting::addFirst);
        return !contacts.isEmpty();
    }

    /** What tells one URI from another here: who, and where. Other parameters of either lead to the same place. */
    private static String place(String uri) {
        int at = uri.indexOf('@');
        try {
            var target = Target.parse(uri);
            int usual = target.secure() ? 5061 : 5060;
            return "%s %s %d %s %s"
                    .formatted(
                            at < 0 ? "" : uri.substring(uri.indexOf(':') + 1, at),
                            target.host().toLowerCase(Locale.ROOT),
                            target.port() == 0 ? usual : target.port(),
                            target.secure(),
                            target.transport() == null && !target.secure() ? Transport.UDP : target.transport());
        } catch (IllegalArgumentException notSip) {
            return uri;
        }
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
