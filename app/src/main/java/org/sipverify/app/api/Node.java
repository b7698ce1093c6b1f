package org.sipverify.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.sipverify.http.Health;

/** How a server is doing: the answer to GET /api/node. It has no number and no Call-ID. */
public record Node(
        @JsonUnwrapped Program program,
        @JsonUnwrapped Health health,
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
