package org.sipverify.app.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.sipverify.formats.json.MalformedJsonException;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.formats.text.Base64Url;
import org.sipverify.index.IndexedCall;
import org.sipverify.index.IndexedCall.Answer;
import org.sipverify.index.IndexedCall.Arrival;
import org.sipverify.index.IndexedCall.Cause;
import org.sipverify.index.IndexedCall.Handling;
import org.sipverify.index.IndexedCall.Parties;
import org.sipverify.index.IndexedCall.Signer;
import org.sipverify.index.IndexedCall.Verdict;
import org.sipverify.vcon.form.Form;
import org.sipverify.vcon.form.MalformedVconException;
import org.sipverify.vcon.form.VconReader;
import org.sipverify.vcon.read.Call;
import org.sipverify.vcon.read.Leg;
import org.sipverify.vcon.read.Party;

/**
 * The row of a call as its vCon tells it, in the words that the server would have used. A vCon lacks the verifier's
 * sentence, and how long the caller of an answered call waited.
 */
public final class VconRow {
    private VconRow() {}

    /** Reads the call of a vCon; absent when it is encrypted, or not one of this server. */
    public static Optional<IndexedCall> of(Path file) throws IOException, MalformedVconException {
        return of(VconReader.read(file), file);
    }

    /** The same of a vCon that was read already. */
    public static Optional<IndexedCall> of(byte[] json, Path file) throws MalformedVconException {
        return of(VconReader.read(json), file);
    }

    private static Optional<IndexedCall> of(Form form, Path file) {
        return form.vcon().flatMap(vcon -> row(vcon, Call.of(vcon), file));
    }

    private static Optional<IndexedCall> row(JsonNode vcon, Call call, Path file) {
        var uuid = uuid(call.uuid());
        var leg = call.legs().stream().findFirst();
        var time = leg.flatMap(Leg::start).or(call::createdAt);
        if (uuid.isEmpty() || time.isEmpty() || call.report().outcome().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new IndexedCall(
                uuid.get(),
                time.get(),
                new Parties(
                        leg.map(Leg::callId).orElse(""),
                        call.caller().map(Party::number).orElse(""),
                        call.callee().map(Party::number).orElse("")),
                arrival(call.report().body().path("legs").path(0)),
                verdict(call, signer(vcon.path("parties").path(0).path("stir").asText(""), time.get())),
                handling(call, leg, file)));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The source without its port. */
    private static Arrival arrival(JsonNode leg) {
        var source = leg.path("source").asText("");
        int port = source.lastIndexOf(':');
        var host = port < 0 ? source : source.substring(0, port);
        return new Arrival(
                host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host,
                leg.path("transport").asText(""));
    }

    private static Verdict verdict(Call call, Signer signer) {
        var ours = call.report().verification();
        return new Verdict(
                ours.path("outcome").asText(""),
                new Cause(ours.path("reason").asText(""), ""),
                ours.path("request_id").asText(""),
                ours.path("brand_name").asText(""),
                signer);
    }

    private static Handling handling(Call call, Optional<Leg> leg, Path file) {
        var decided = call.report().decision();
        var targets = call.report().body().path("targets");
        return new Handling(
                decided.path("action").asText(undecided(call.report().outcome())),
                decided.path("would").asText(""),
                decided.path("rule").asText(""),
                new Answer(
                        call.report().finalStatus(),
                        targets.path(targets.size() - 1).asText(""),
                        took(call, leg)),
                file.toString());
    }

    /** How a call on which nobody decided ended. */
    private static String undecided(String outcome) {
        return switch (outcome) {
            case "cancelled" -> "cancelled";
            case "refused" -> RefusedRows.DECISION;
            default -> "failed";
        };
    }

    /** A call that was not answered ends about when it gets its response. */
    private static Duration took(Call call, Optional<Leg> leg) {
        var seconds = leg.map(Leg::seconds).orElse(java.util.OptionalDouble.empty());
        return call.report().outcome().equals("answered") || seconds.isEmpty()
                ? Duration.ZERO
                : Duration.ofMillis(Math.round(seconds.getAsDouble() * 1000));
    }

    /** What the PASSporT says, whose signature is of no interest here. */
    private static Signer signer(String passport, Instant time) {
        var parts = passport.split("\\.", -1);
        if (parts.length != 3) {
            return Signer.UNKNOWN;
        }
        var iat = json(parts[1]).path("iat");
        return SignatureAge.signer(
                json(parts[0]).path("kid").asText(""),
                iat.isIntegralNumber() && iat.canConvertToLong() ? OptionalLong.of(iat.asLong()) : OptionalLong.empty(),
                time);
    }

    private static JsonNode json(String part) {
        try {
            return StrictJson.parse(Base64Url.decodeLoosely(part).orElse(new byte[0]));
        } catch (MalformedJsonException e) {
            return MissingNode.getInstance();
        }
    }
}
