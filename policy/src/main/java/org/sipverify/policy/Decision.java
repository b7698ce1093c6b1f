package org.sipverify.policy;

import java.util.List;
import java.util.function.Function;

/** What happens to a call. */
public sealed interface Decision {
    /** The status code of the response. */
    int status();

    /** The reason phrase of the response. */
    String reasonPhrase();

    /** The headers that the policy adds to the response; they replace the server's headers of the same name. */
    List<Field> headers();

    /**
     * The call is redirected.
     *
     * @param status 300 to 399
     * @param uri for the Contact of the response
     */
    record Redirect(int status, String reasonPhrase, Uri uri, List<Field> headers) implements Decision {
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
    record Reject(int status, String reasonPhrase, List<Field> headers) implements Decision {
        /** Rejects what is not a rejection. */
        public Reject {
            checkStatusLine(status, 400, 699, reasonPhrase);
            headers = List.copyOf(headers);
        }
    }

    /** Handles each kind of decision; a new kind breaks every caller at compile time, on purpose. */
    default <R> R match(Function<Redirect, R> redirect, Function<Reject, R> reject) {
        if (this instanceof Redirect it) {
            return redirect.apply(it);
        }
        return reject.apply((Reject) this);
    }

    /** The name in policy files and logs: redirect or reject. */
    default String action() {
        return match(redirect -> "redirect", reject -> "reject");
    }

    private static void checkStatusLine(int status, int from, int to, String reasonPhrase) {
        if (status < from || status > to || Grammar.hasControls(reasonPhrase)) {
            throw new IllegalArgumentException("not a status line: " + status + " " + reasonPhrase);
        }
    }
}
