package org.sipverify.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.sipverify.http.Health;

/** How a server is doing: the answer to GET /api/node. It has no number and no Call-ID. */
public record Node(
        @JsonUnwrapped Program program,
        @JsonUnwrapped Condition condition,
        Policy policy,
        Verifier verifier,
        Calls calls,
        Log log) {
    /**
     * What runs.
     *
     * @param name of this server in vCons; the machine's own where it has none
     */
    public record Program(String name, String version, String jdk) {}

    /** How it is, for machines, and in sentences. */
    public record Condition(@JsonUnwrapped Health health, List<State> states) {}

    /**
     * How one part is.
     *
     * @param state ok, warn, bad, or unknown
     * @param sentence what there is to see, and to do
     */
    public record State(String name, String state, String sentence) {
        /** Nothing is to be done. */
        public static State ok(String name, String sentence) {
            return new State(name, "ok", sentence);
        }

        /** Somebody should look at it. */
        public static State warn(String name, String sentence) {
            return new State(name, "warn", sentence);
        }

        /** Somebody must do something. */
        public static State bad(String name, String sentence) {
            return new State(name, "bad", sentence);
        }

        /** It cannot be seen from here. */
        public static State unknown(String name, String sentence) {
            return new State(name, "unknown", sentence);
        }
    }

    /** The policy in force, as the log has it at the start. */
    public record Policy(String mode, String digest, String summary) {}

    /**
     * Who is asked.
     *
     * @param circuit closed, open or half_open
     * @param refused whether it does not accept this server
     */
    public record Verifier(String url, String circuit, boolean refused) {}

    /**
     * The calls of this moment.
     *
     * @param perSecond INVITEs a second that became calls, over the last whole minute
     */
    public record Calls(
            @JsonProperty("in_hand") int inHand,
            int max,
            int bridged,
            @JsonProperty("bridged_max") int bridgedMax,
            @JsonProperty("per_second") double perSecond,
            @JsonProperty("sources_banned") int sourcesBanned) {}

    /**
     * How much is logged.
     *
     * @param until when the level goes back to the configured one, in the form of ISO 8601; absent when it is that
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Log(String level, String until) {}
}
