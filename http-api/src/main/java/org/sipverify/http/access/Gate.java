package org.sipverify.http.access;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.sipverify.http.Caller;
import org.sipverify.http.HttpMeter;
import org.sipverify.http.RefusedException;
import org.sipverify.http.Role;

/** Finds out who sends a request: by the token in it, by the cookie of a browser that has signed in, or not at all. */
public final class Gate {
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +(\\S{1,512})");

    private final AccessConfig config;
    private final Supplier<Tokens> tokens;
    private final HttpMeter meter;
    private final boolean secure;
    private final Sessions sessions;
    private final WrongTokens wrong;

    /**
     * What a request says of its sender.
     *
     * @param address the IP address it comes from
     * @param authorization the field of that name
     * @param cookies the field Cookie
     * @param relayed whether a proxy has passed it on, so that the address is not the sender's
     */
    public record Signs(String address, Optional<String> authorization, Optional<String> cookies, boolean relayed) {}

    /**
     * Nobody is signed in yet.
     *
     * @param secure whether the server speaks TLS
     * @param nanoTime a clock like {@link System#nanoTime}
     */
    public Gate(AccessConfig config, Supplier<Tokens> tokens, HttpMeter meter, boolean secure, LongSupplier nanoTime) {
        this.config = config;
        this.tokens = tokens;
        this.meter = meter;
        this.secure = secure;
        this.sessions = new Sessions(config.sessions(), tokens, nanoTime);
        this.wrong = new WrongTokens(config.wrongTokens(), nanoTime);
    }

    /**
     * The sender of a request.
     *
     * @throws RefusedException when it shows a token that is not known, or too many of them were shown from its address
     */
    public Caller caller(Signs signs) throws RefusedException {
        if (signs.authorization().isPresent()) {
            var bearer = BEARER.matcher(signs.authorization().get());
            if (!bearer.matches()) {
                throw unauthorized("the Authorization field must be \"Bearer TOKEN\"");
            }
            return caller(known(bearer.group(1), signs.address()), Caller.Way.TOKEN, signs.address());
        }
        var signedIn = secret(signs).flatMap(sessions::find);
        if (signedIn.isPresent()) {
            return caller(signedIn.get(), Caller.Way.SESSION, signs.address());
        }
        return Caller.anonymous(signs.relayed() ? Role.NONE : config.anonymous(), signs.address());
    }

    private static Caller caller(Token token, Caller.Way way, String address) {
        return new Caller(token.name(), token.role(), way, address);
    }

    private Token known(String secret, String address) throws RefusedException {
        var pause = wrong.pause(address);
        if (!pause.isZero()) {
            meter.refused(HttpMeter.Refusal.WRONG_TOKENS);
            throw RefusedException.of(429, "too many wrong tokens from this address: wait, and try again")
                    .with(
                            "Retry-After",
                            Long.toString(pause.plus(Duration.ofMillis(999)).toSeconds()))
                    .noted("too many wrong tokens");
        }
        var token = tokens.get().find(secret);
        if (token.isEmpty()) {
            wrong.add(address);
            meter.signIn(false);
            throw unauthorized("the token is not known: \"sip-verify token NAME --role ROLE\" makes one")
                    .noted("wrong token");
        }
        return token.get();
    }

    /** What is answered to somebody who must show a token. */
    public static RefusedException unauthorized(String error) {
        return RefusedException.of(401, error).with("WWW-Authenticate", "Bearer");
    }

    /** A session has begun. */
    public record SignedIn(Caller caller, String cookie) {}

    /**
     * Begins the session of a browser.
     *
     * @throws RefusedException as of {@link #caller}
     */
    public SignedIn signIn(String secret, String address) throws RefusedException {
        var token = known(secret, address);
        meter.signIn(true);
        return new SignedIn(
                caller(token, Caller.Way.SESSION, address),
                cookie(sessions.begin(token), config.sessions().life()));
    }

    /** Ends the session with one of these cookies, if there is one; the cookie that makes the browser forget it. */
    public String signOut(Optional<String> cookies) {
        secret(cookies).ifPresent(sessions::end);
        return cookie("", Duration.ZERO);
    }

    private String cookie(String secret, Duration life) {
        return cookieName() + "=" + secret + "; Path=/; Max-Age=" + life.toSeconds() + "; HttpOnly; SameSite=Strict"
                + (secure ? "; Secure" : "");
    }

    /** A browser accepts a name with this prefix only over TLS, from this very host. */
    private String cookieName() {
        return secure ? "__Host-sip-verify" : "sip-verify";
    }

    private Optional<String> secret(Signs signs) {
        return secret(signs.cookies());
    }

    private Optional<String> secret(Optional<String> cookies) {
        var start = cookieName() + "=";
        return cookies.stream()
                .flatMap(all -> Arrays.stream(all.split(";", -1)))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(start))
                .map(cookie -> cookie.substring(start.length()))
                .findFirst();
    }

    /** Sessions that last. */
    public int sessions() {
        return sessions.size();
    }

    /** Addresses of which wrong tokens are remembered. */
    public int watchedAddresses() {
        return wrong.addresses();
    }
}
