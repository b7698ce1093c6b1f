package org.sipverify.vcon;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.UUID;

/**
 * One call, written down (draft-ietf-vcon-vcon-core-04 with the sip-signaling extension): who called whom, when, and how
 * it ended. Times are RFC 3339 text, durations seconds.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Vcon(
        String vcon,
        UUID uuid,
        @JsonProperty("created_at") String createdAt,
        List<String> extensions,
        List<Party> parties,
        List<Dialog> dialog) {

    private static final String VERSION = "0.4.0";

    /** Someone in the call. {@code tel} is E.164; {@code sip} an addr-spec with its scheme; either may be empty. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Party(String tel, String sip, String type, String org) {
        public static Party person(String tel, String sip) {
            return new Party(tel, sip, "", "");
        }
    }

    /** One leg that never became a conversation: this server redirects and rejects. */
    public record Dialog(
            String type,
            String start,
            double duration,
            List<Integer> parties,
            String disposition,
            @JsonProperty("sip_call_id") String sipCallId) {}

    Vcon(UUID uuid, String createdAt, List<Party> parties, List<Dialog> dialog) {
        this(VERSION, uuid, createdAt, List.of("sip-signaling"), parties, dialog);
    }

    public Vcon {
        extensions = List.copyOf(extensions);
        parties = List.copyOf(parties);
        dialog = List.copyOf(dialog);
    }
}
