package org.sipverify.policy;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.sipverify.formats.number.NumberPattern;
import org.sipverify.policy.sip.Grammar;
import org.sipverify.policy.sip.HeaderNames;

/** What happens to a call. */
public sealed interface Decision {
    /**
     * The headers that the policy adds: to the response or, of a bridged call, to the outgoing INVITE. They replace the
     * server's headers of the same name.
     */
    List<Field> headers();

    /** A decision that this server answers the call by itself, with a final response. */
    sealed interface FinalResponse extends Decision permits Redirect, Reject {
        /** The status code of the response. */
        int status();

        /** The reason phrase of the response. */
        String reasonPhrase();

        /** Handles each kind of response. */
        default <R> R match(Function<Redirect, R> redirect, Function<Reject, R> reject) {
            if (this instanceof Redirect it) {
                return redirect.apply(it);
            }
            return reject.apply((Reject) this);
        }
    }

    /**
     * The call is redirected.
     *
     * @param status 300 to 399
     * @param uri for the Contact of the response
     */
    record Redirect(int status, String reasonPhrase, Uri uri, List<Field> headers) implements FinalResponse {
        /** Rejects what is not a redirect. */
        public Redirect {
            checkStatusLine(status, 300, 399, reasonPhrase);
            headers = List.copyOf(headers);
        }

        /** The text of the URI. */
        public String destination() {
            return uri.toString();
        }
    }

    /**
     * The call is rejected.
     *
     * @param status 400 to 699
     */
    record Reject(int status, String reasonPhrase, List<Field> headers) implements FinalResponse {
        /** Rejects what is not a rejection. */
        public Reject {
            checkStatusLine(status, 400, 699, reasonPhrase);
            headers = List.copyOf(headers);
        }
    }

    /**
     * The call is bridged: this server calls the targets, one after the other, until one of them takes the call.
     *
     * @param targets where to, in order; sip or sips, at least one
     * @param headers for the outgoing INVITE
     * @param present how the verdict is written into the outgoing INVITE, in the order of the constants; may be empty
     */
    record Bridge(
            List<Uri> targets,
            List<Field> headers,
            Passing passing,
            Set<Presentation> present,
            FailOver failOver,
            Transfer transfer)
            implements Decision {
        /** Rejects what is not a bridge, and keeps its own collections. */
        public Bridge {
            if (targets.isEmpty() || targets.stream().anyMatch(uri -> Uri.isTel(uri.toString()))) {
                throw new IllegalArgumentException("not the targets of a bridge: " + targets);
            }
            targets = List.copyOf(targets);
            headers = List.copyOf(headers);
            var ordered = EnumSet.noneOf(Presentation.class);
            ordered.addAll(present);
            present = Collections.unmodifiableSet(ordered);
        }
    }

    /**
     * Which header fields of the caller's INVITE go on into the outgoing one. Names are in their long form, compare
     * without case, and are never those of fields that frame or route a message, authorise, or hold a verdict.
     *
     * @param copy those that pass beyond the ones that always do
     * @param remove those that do not pass
     */
    record Passing(List<String> copy, List<String> remove) {
        /** Rejects fields that never pass. */
        public Passing {
            copy = copy.stream().map(HeaderNames::passing).toList();
            remove = remove.stream().map(HeaderNames::passing).toList();
        }

        /** Whether a field of this name passes although it is not one of those that always do; a compact name too. */
        public boolean copies(String name) {
            return has(copy, name);
        }

        /** Whether a field of this name does not pass although it is one of those that always do; a compact name too. */
        public boolean removes(String name) {
            return has(remove, name);
        }

        private static boolean has(List<String> names, String name) {
            return !names.isEmpty() && names.stream().anyMatch(HeaderNames.longForm(name)::equalsIgnoreCase);
        }
    }

    /** How a verdict is written into an outgoing INVITE. */
    enum Presentation {
        /** The X-VVP header fields, as in a redirect. */
        X_VVP,
        /** P-Asserted-Identity with the URI parameter verstat (3GPP TS 24.229). */
        VERSTAT,
        /** The verified brand as display name of P-Asserted-Identity. */
        BRAND_NAME,
        /** Its logo in Call-Info with purpose=icon (RFC 9796). */
        LOGO,
        /** P-Attestation-Indicator, where the verdict has an attestation level. */
        ATTESTATION;

        /** The name in policy files: x-vvp, verstat and so on. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * When the next target is tried.
     *
     * @param ringTimeout how long each target may take to answer, from its INVITE to its final response
     * @param on final responses, 400 to 699, after which the next target is tried
     * @param redirects how many redirects of targets are followed; the next one goes to the caller
     * @param responseTimeout how long each address of a target may take to send any response, a provisional one such as
     *     100 included; at most as long as ringTimeout
     */
    record FailOver(Duration ringTimeout, Set<Integer> on, int redirects, Duration responseTimeout) {
        /** Rejects what {@link #isCause} does not allow, and keeps its own set, in ascending order. */
        public FailOver {
            if (responseTimeout.compareTo(ringTimeout) > 0) {
                throw new IllegalArgumentException("the first response may not take longer than the final one");
            }
            if (!on.stream().allMatch(FailOver::isCause)) {
                throw new IllegalArgumentException("not causes to try the next target: " + on);
            }
            on = Collections.unmodifiableSet(new TreeSet<>(on));
        }

        /** Whether another target may be tried after this response: not after a demand for credentials or a CANCEL. */
        static boolean isCause(int status) {
            return status >= 400 && status <= 699 && status != 401 && status != 407 && status != 487;
        }
    }

    /** What becomes of a REFER within the call (RFC 3515). */
    enum Refer {
        /** It is passed on, and the other side decides. */
        RELAY,
        /** This server carries it out. */
        HANDLE,
        /** It is declined. */
        REJECT
    }

    /**
     * How a call may be transferred.
     *
     * @param to the numbers that this server may transfer it to, at its targets; none unless it carries transfers out
     */
    record Transfer(Refer refer, List<NumberPattern> to) {
        /** As long as nothing else is said. */
        static final Transfer RELAYED = new Transfer(Refer.RELAY, List.of());

        /** Rejects numbers that would not be asked for, and keeps its own list. */
        public Transfer {
            if ((refer == Refer.HANDLE) == to.isEmpty()) {
                throw new IllegalArgumentException("numbers belong to transfers that are carried out: " + to);
            }
            to = List.copyOf(to);
        }
    }

    /** Handles each kind of decision; a new kind breaks every caller at compile time, on purpose. */
    default <R> R match(Function<Redirect, R> redirect, Function<Reject, R> reject, Function<Bridge, R> bridge) {
        if (this instanceof Bridge it) {
            return bridge.apply(it);
        }
        return ((FinalResponse) this).match(redirect, reject);
    }

    /** The final response by which this server answers the call itself; empty when the call is bridged. */
    default Optional<FinalResponse> response() {
        return match(Optional::of, Optional::of, bridge -> Optional.empty());
    }

    /** The name in policy files and logs: redirect, reject or bridge. */
    default String action() {
        return match(redirect -> "redirect", reject -> "reject", bridge -> "bridge");
    }

    private static void checkStatusLine(int status, int from, int to, String reasonPhrase) {
        if (status < from || status > to || Grammar.hasControls(reasonPhrase)) {
            throw new IllegalArgumentException("not a status line: " + status + " " + reasonPhrase);
        }
    }
}
