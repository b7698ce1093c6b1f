package org.sipverify.vcon.read;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.sipverify.vcon.form.Form;

/**
 * A vCon in one line; what is not known is empty.
 *
 * @param time when it was created, as an RFC 3339 text
 * @param decision what was done: redirected, rejected ...; how it ended, where others made the vCon
 * @param outcome of the verification: valid, invalid ...
 * @param seconds of the first leg
 * @param callIds of every leg, the one to the caller first
 */
public record Summary(
        String time,
        String uuid,
        String from,
        String to,
        String decision,
        String outcome,
        String brand,
        @JsonProperty("duration") String seconds,
        @JsonProperty("call_ids") List<String> callIds,
        String file) {

    /** Of a vCon in any form; of an encrypted one only its uuid and the time in it. */
    public static Summary of(Form form, String file) {
        return form.match(
                unsigned -> of(Call.of(unsigned.json()), file),
                signed -> form.vcon().map(vcon -> of(Call.of(vcon), file)).orElseGet(() -> encrypted("", file)),
                jwe -> encrypted(jwe.jwe().path("unprotected").path("uuid").asText(""), file));
    }

    public Summary {
        callIds = List.copyOf(callIds);
    }

    private static Summary of(Call call, String file) {
        var leg = call.legs().stream().findFirst();
        var seconds = leg.map(Leg::seconds).filter(java.util.OptionalDouble::isPresent);
        return new Summary(
                call.createdAt().map(Instant::toString).orElse(""),
                call.uuid(),
                call.caller().map(Party::number).orElse(""),
                call.callee().map(Party::number).orElse(""),
                call.decision(),
                call.verdict().outcome(),
                call.verdict().caller().brand(),
                seconds.map(it -> Seconds.text(it.getAsDouble())).orElse(""),
                call.legs().stream()
                        .map(Leg::callId)
                        .filter(id -> !id.isEmpty())
                        .distinct()
                        .toList(),
                file);
    }

    private static Summary encrypted(String uuid, String file) {
        var time = Times.ofUuid(uuid).map(Instant::toString).orElse("");
        return new Summary(time, uuid, "", "", "encrypted", "", "", "", List.of(), file);
    }

    /** The time as an instant; what has none sorts first. */
    public Instant instant() {
        return time.isEmpty() ? Instant.MIN : Instant.parse(time);
    }
}
