package org.sipverify.http.server;

import java.util.List;
import org.sipverify.http.ApiRequest;
import org.sipverify.http.Operation;
import org.sipverify.http.RefusedException;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Route;
import org.sipverify.http.Routes;

/** The operator's console: files that hold no data, so that everybody may have them. All it shows comes from the API. */
record ConsoleRoutes(ConsoleFiles files) implements Routes {
    private static final String PAGE = "/";
    private static final String FILES = "/console/{file}";

    /** Nothing from another host, nothing in a frame, no script in a text, no text that becomes markup. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    /** Whether a path is one of the console's files. A browser asks for thirty of them to open one page. */
    static boolean isConsole(String path) {
        return path.equals(PAGE) || path.equals(FILES);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        PAGE,
                        Role.NONE,
                        Operation.of("The console, for browsers.", 200, "a page")
                                .or(304, "the page is the one of If-None-Match"),
                        request -> reply(ConsoleFiles.PAGE, request)),
                Route.get(
                        FILES,
                        Role.NONE,
                        Operation.of("A part of the console's page.", 200, "the file")
                                .or(304, "the file is the one of If-None-Match")
                                .or(404, "there is no such file")
                                .where("file", "its name, as the page has it"),
                        request -> reply(request.variable("file"), request)));
    }

    private Reply reply(String name, ApiRequest request) throws RefusedException {
        var file = files.find(name)
                .orElseThrow(() -> RefusedException.notFound("the console has no such file; it begins at " + PAGE));
        boolean isKnown = request.header("If-None-Match").map(file::isOneOf).orElse(false);
        var reply = isKnown ? Reply.unchanged() : Reply.octets(200, file.type(), file.content());
        return reply.with("ETag", file.tag())
                .with("Cache-Control", "no-cache") // kept, and asked for each time: a new version is seen at once
                .with("Content-Security-Policy", POLICY)
                .with("Cross-Origin-Opener-Policy", "same-origin");
    }
}
