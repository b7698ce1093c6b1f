package org.sipverify.app.api.calls;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.sipverify.app.call.CallRules;
import org.sipverify.http.ApiRequest;
import org.sipverify.http.Operation;
import org.sipverify.http.RefusedException;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Route;
import org.sipverify.http.Routes;
import org.sipverify.index.IndexedCall;
import org.sipverify.vcon.show.Ladder;
import org.sipverify.vcon.show.SvgLadder;

/**
 * The calls of the index, and each of them in full.
 *
 * @param searches absent where there is no index
 * @param rules those that decide about calls now
 */
public record CallRoutes(Optional<CallSearches> searches, Supplier<CallRules> rules) implements Routes {
    private static final String ALL = "/api/calls";
    private static final String ONE = ALL + "/{uuid}";
    private static final String UUID_FORM = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        ALL,
                        Role.WATCH,
                        Operation.of(
                                        "Search the calls, the newest first; also as CSV and JSON lines, by Accept.",
                                        200,
                                        "calls, and next where there are more: the cursor of the next page")
                                .or(404, "there is no index")
                                .or(406, "Accept names no form that there is")
                                .or(429, "other searches are being made")
                                .or(503, "it took too long, or the index cannot be read")
                                .asking(SearchParameters.ALL),
                        this::search),
                one(
                        "",
                        Operation.of(
                                "A call: verdict, claims, PASSporT, the rules as they would be tried now, other calls.",
                                200,
                                "what the index and the vCon have of it"),
                        (call, request) -> Reply.json(200, new CallDetail(index(), rules).of(call))),
                one(
                        "/vcon",
                        Operation.of("The vCon of a call.", 200, "the file, unpacked; it may be signed or encrypted"),
                        (call, request) -> vcon(call)),
                one(
                        "/messages",
                        Operation.of(
                                "The SIP messages of a call, in the order of time.",
                                200,
                                "messages: each with its text"),
                        (call, request) ->
                                Reply.json(200, Map.of("messages", opened(call).messages()))),
                one(
                        "/ladder.svg",
                        Operation.of("The SIP messages of a call as a drawing.", 200, "SVG"),
                        (call, request) -> ladder(call)));
    }

    private static Reply vcon(IndexedCall call) throws RefusedException {
        var recorded = RecordedCall.of(call);
        if (!recorded.isThere()) {
            throw RefusedException.notFound(recorded.problem());
        }
        return Reply.octets(200, "application/vcon+json", recorded.json())
                .with("Content-Disposition", "attachment; filename=\"" + call.uuid() + ".vcon\"");
    }

    /** The browser applies the style of the drawing alone. */
    private static Reply ladder(IndexedCall call) throws RefusedException {
        var drawing = SvgLadder.of(Ladder.of(opened(call).call().orElseThrow()));
        return Reply.text(200, "image/svg+xml", drawing)
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src '" + SvgLadder.styleHash() + "'; frame-ancestors 'none'");
    }

    private static RecordedCall opened(IndexedCall call) throws RefusedException {
        var recorded = RecordedCall.of(call);
        if (recorded.vcon().isEmpty()) {
            throw RefusedException.notFound(recorded.problem());
        }
        return recorded;
    }

    /** Answers a request about one call. */
    private interface OfOne {
        Reply answer(IndexedCall call, ApiRequest request) throws RefusedException;
    }

    private Route one(String below, Operation operation, OfOne handler) {
        return Route.get(
                ONE + below,
                Role.READ,
                operation.or(404, "there is no such call, or no index").where("uuid", "of the call, as its row has it"),
                request -> handler.answer(call(request), request));
    }

    private Reply search(ApiRequest request) throws RefusedException {
        var form = RowForm.accepted(request.header("Accept"));
        var query = SearchParameters.of(request);
        return form.of(index().search(query), RowsSeen.by(request.caller().role()));
    }

    private IndexedCall call(ApiRequest request) throws RefusedException {
        var uuid = request.variable("uuid");
        if (!uuid.matches(UUID_FORM)) {
            throw RefusedException.field("uuid", "must be the uuid of a call");
        }
        return index().find(UUID.fromString(uuid))
                .orElseThrow(() -> RefusedException.notFound(
                        "there is no call of this uuid in the index: it may be older than index.keep"));
    }

    private CallSearches index() throws RefusedException {
        return searches.orElseThrow(() -> RefusedException.notFound(
                "this server keeps no index of its calls: set index.file in sip-verify.conf and start it anew"));
    }
}
