package org.sipverify.policy;

import java.util.List;
import java.util.function.Function;

/** What becomes of a call. */
public sealed interface Decision {
    /** The status code of the answer. */
    int status();

    /** The text beside the status code. */
    String reasonPhrase();

    /** What the policy adds to the answer; a header of the same name that the server would set gives way to it. */
    List<Field> headers();

    /**
     * The call is sent elsewhere.
     *
     * @param status 300 to 399
     * @param destination a sip, sips or tel URI for the Contact of the answer
     */
    record Redirect(int status, String reasonPhrase, String destination, List<Field> headers) implements Decision {
        /** Refuses what is no redirect. */
        public Redirect {
            checkStatusLine(status, 300, 399, reasonPhrase);
            Uri.check(destination);
            headers = List.copyOf(headers);
        }
    }

    /**
     * The call is turned away.
     *
     * @param status 400 to 699
     */
    record Reject(int status, String reasonPhrase, List<Field> headers) implements Decision {
        /** Refuses what is no rejection. */
        public Reject {
            checkStatusLine(status, 400, 699, reasonPhrase);
            headers = List.copyOf(headers);
        }
    }

    /** Gives each kind of decision its own treatment; a new kind breaks every caller at compile time, as it should. */
    default <R> R match(Function<Redirect, R> redirect, Function<Reject, R> reject) {
        if (this instanceof Redirect it) {
            return redirect.apply(it);
        }
        return reject.apply((Reject) this);
    }

    /** The word for it in policy files and logs: redirect or reject. */
    default String action() {
        return match(redirect -> "redirect", reject -> "reject");
    }

    private static void checkStatusLine(int status, int from, int to, String reasonPhrase) {
        if (status < from || status > to || Grammar.hasControls(reasonPhrase)) {
            throw new IllegalArgumentException("not a status line: " + status + " " + reasonPhrase);
        }
    }
}
