package org.sipverify.app.call;

import java.util.List;
import org.sipverify.formats.text.PercentEncoding;
import org.sipverify.policy.Decision;
import org.sipverify.policy.Field;
import org.sipverify.sip.Answer;
import org.sipverify.sip.Headers;
import org.sipverify.sip.Invite;

/**
 * Builds the SIP response of a decision: the {@code X-VVP-*} headers of the finding, those of the policy, and the Contact. Inbound {@code
 * X-VVP-*} headers are never looked at.
 */
public final class ResponseBuilder {
    /** Seconds, by which a full disk may have room again. */
    private static final int UNRECORDED_RETRY_AFTER = 30;

    private final boolean passThrough;

    /** Whether redirects carry the caller's P-VVP headers on. */
    public ResponseBuilder(boolean passThrough) {
        this.passThrough = passThrough;
    }

    /** The operator would rather take no call than one of which nothing is kept. */
    public static Answer unrecorded() {
        return Answer.busy(UNRECORDED_RETRY_AFTER);
    }

    /** The response to a call that this server answers itself. */
    public Answer to(Invite invite, Finding finding, Decision.FinalResponse decision) {
        var headers = of(finding).overriddenBy(of(decision.headers()));
        return decision.match(
                redirect -> new Answer(
                        redirect.status(),
                        redirect.reasonPhrase(),
                        headers.with("Contact", "<" + redirect.destination() + ">"),
                        passedOn(invite, finding)),
                reject -> new Answer(reject.status(), reject.reasonPhrase(), headers, Headers.NONE));
    }

    /** What every answer says of the caller. */
    static Headers of(Finding finding) {
        var verdict = finding.verdict();
        var caller = verdict.caller();
        var warning = finding.details().warning();
        var headers = Headers.NONE;
        headers = withText(headers, "X-VVP-Status", verdict.status());
        headers = withText(headers, "X-VVP-Brand-Name", encoded(caller.brandName()));
        headers = withText(headers, "X-VVP-Brand-Logo", PercentEncoding.headerValue(caller.brandLogo()));
        headers = withText(headers, "X-VVP-Caller-ID", caller.number());
        headers = withText(headers, "X-VVP-Warning-Reason", PercentEncoding.headerValue(warning));
        return finding.verification().isPresent() ? withText(headers, "X-VVP-Error", verdict.reason()) : headers;
    }

    static Headers of(List<Field> fields) {
        return new Headers(fields.stream()
                .map(field -> new Headers.Header(field.name(), field.value()))
                .toList());
    }

    /**
     * What the verdict is about, whatever it is: the one P-VVP-Identity, and P-VVP-Passport only when it holds the token
     * that was judged. Another token beside a valid Identity would look as if this server had verified it.
     */
    private Headers passedOn(Invite invite, Finding finding) {
        if (!passThrough || finding.passport().isEmpty()) {
            return Headers.NONE;
        }
        var judged = finding.passport().get().text();
        var passport = first(invite, "P-VVP-Passport");
        var headers = withText(Headers.NONE, "P-VVP-Identity", first(invite, "P-VVP-Identity"));
        return passport.equals(judged) ? headers.with("P-VVP-Passport", passport) : headers;
    }

    private static String first(Invite invite, String name) {
        return invite.headers().first(name).orElse("").trim();
    }

    private static Headers withText(Headers headers, String name, String value) {
        return value.isEmpty() ? headers : headers.with(name, value);
    }

    /** The known consumers of this header percent-decode it, so a percent sign must not look like an encoding. */
    private static String encoded(String text) {
        return PercentEncoding.encode(text, c -> c < 0x80 && c != '%');
    }
}
