package org.sipverify.app.api;

import com.typesafe.config.ConfigException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sipverify.app.call.CapturedInvite;
import org.sipverify.app.call.DecisionPreview;
import org.sipverify.formats.net.IpAddress;
import org.sipverify.http.ApiRequest;
import org.sipverify.http.Field;
import org.sipverify.http.Operation;
import org.sipverify.http.RefusedException;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Route;
import org.sipverify.http.Routes;
import org.sipverify.policy.Policy;
import org.sipverify.sip.Invite;
import org.sipverify.sip.MalformedMessageException;

/**
 * The policy in force, and what it, or another one, would do with an INVITE.
 *
 * @param preview with a policy in place of the one in force, or with the one in force
 * @param proposed reads a policy that is only tried
 */
public record PolicyRoutes(
        Supplier<PolicyInForce> inForce,
        Function<Optional<Policy>, DecisionPreview> preview,
        Function<Optional<String>, Policy> proposed)
        implements Routes {
    private static final int LONGEST = 65_536;
    private static final int SIP_PORT = 5060;

    /** What follows from one verdict: a line that names it, and the rules as they are tried, down to what is sent. */
    private record Explained(String verdict, List<String> lines) {
        static Explained of(List<String> lines) {
            return new Explained(lines.get(0), lines.subList(1, lines.size()));
        }
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/api/policy",
                        Role.READ,
                        Operation.of(
                                "The policy in force, the version that was refused, and what each rule has decided.",
                                200,
                                "mode, file, refused, rulings"),
                        request -> Reply.json(200, inForce.get())),
                Route.post(
                        "/api/policy/decide",
                        Role.READ,
                        Operation.of(
                                        "What the policy would do with an INVITE, and why. Nothing is sent and no verifier is asked.",
                                        200,
                                        "what follows from each verdict")
                                .taking(
                                        Field.text("invite", LONGEST, "the INVITE, as on the wire or in a capture"),
                                        policyField(),
                                        Field.text("source", 64, "where it comes from; 127.0.0.1 if it is left out")
                                                .optional(),
                                        Field.text(
                                                        "verdict",
                                                        LONGEST,
                                                        "the verifier's answer, JSON; each verdict if it is left out")
                                                .optional()),
                        this::decide));
    }

    static Field policyField() {
        return Field.text("policy", LONGEST, "a policy to try, as in a policy file; the one in force if it is left out")
                .optional();
    }

    private Reply decide(ApiRequest request) throws RefusedException {
        var body = request.body();
        var policy = body.has("policy")
                ? Optional.of(read(proposed, body.optionalText("policy")))
                : Optional.<Policy>empty();
        var invite = invite(body.text("invite"), body.optionalText("source").orElse("127.0.0.1"));
        var shown = preview.apply(policy);
        var explained = body.optionalText("verdict")
                .map(verdict -> shown.ofVerdict(invite, verdict.getBytes(StandardCharsets.UTF_8)))
                .orElseGet(() -> shown.ofEveryVerdict(invite));
        return Reply.json(
                200, Map.of("verdicts", explained.stream().map(Explained::of).toList()));
    }

    /** A mistake in it is the caller's. */
    static Policy read(Function<Optional<String>, Policy> proposed, Optional<String> text) throws RefusedException {
        try {
            return proposed.apply(text);
        } catch (ConfigException e) {
            throw RefusedException.field("policy", String.valueOf(e.getMessage()));
        }
    }

    private static Invite invite(String text, String source) throws RefusedException {
        if (IpAddress.parse(source).isEmpty()) {
            throw RefusedException.field("source", "must be an IP address, such as 192.0.2.1");
        }
        try {
            return CapturedInvite.read(text, new InetSocketAddress(source, SIP_PORT));
        } catch (MalformedMessageException e) {
            throw RefusedException.field("invite", "is not a SIP INVITE: " + e.getMessage());
        }
    }
}
