package org.sipverify.http.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.sipverify.http.ApiRequest;
import org.sipverify.http.Caller;
import org.sipverify.http.Field;
import org.sipverify.http.Operation;
import org.sipverify.http.RefusedException;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Route;
import org.sipverify.http.Routes;
import org.sipverify.http.access.Gate;

/** A browser signs in and out. */
record SessionRoutes(Gate gate) implements Routes {
    private static final String PATH = "/api/session";
    private static final String SET_COOKIE = "Set-Cookie";
    private static final int LONGEST_TOKEN = 512;

    /**
     * Who somebody is to this server.
     *
     * @param way token, session or anonymous
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Shown(String name, String role, String way) {
        static Shown of(Caller caller) {
            return new Shown(
                    caller.name(), caller.role().text(), caller.way().name().toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        PATH,
                        Role.WATCH,
                        Operation.of("Who you are, and what you may do.", 200, "name, role, and how you are known"),
                        request -> Reply.json(200, Shown.of(request.caller()))),
                Route.post(
                        PATH,
                        Role.NONE,
                        Operation.of("Sign a browser in.", 200, "signed in: the answer sets a cookie")
                                .or(401, "the token is not known")
                                .or(429, "too many wrong tokens from this address: wait as Retry-After says")
                                .taking(Field.text("token", LONGEST_TOKEN, "the token")),
                        this::signIn),
                Route.delete(
                        PATH,
                        Role.NONE,
                        Operation.of("Sign the browser out.", 204, "signed out, also if it was not signed in"),
                        request -> Reply.done().with(SET_COOKIE, gate.signOut(request.header("Cookie")))));
    }

    private Reply signIn(ApiRequest request) throws RefusedException {
        var signedIn =
                gate.signIn(request.body().text("token"), request.caller().address());
        return Reply.json(200, Shown.of(signedIn.caller()))
                .with(SET_COOKIE, signedIn.cookie())
                .noted("signed in as " + signedIn.caller().name());
    }
}
