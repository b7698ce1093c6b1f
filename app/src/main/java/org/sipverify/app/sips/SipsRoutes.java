package org.sipverify.app.sips;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.app.config.SipsApiSettings;
import org.sipverify.app.sips.SipsMeter.Kind;
import org.sipverify.app.sips.SipsMeter.Refusal;
import org.sipverify.formats.net.HostPort;
import org.sipverify.http.ApiRequest;
import org.sipverify.http.Caller;
import org.sipverify.http.Field;
import org.sipverify.http.Operation;
import org.sipverify.http.RefusedException;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Route;
import org.sipverify.http.RouteHandler;
import org.sipverify.http.Routes;
import org.sipverify.sip.sips.ProbeOrder;
import org.sipverify.sip.sips.ProbeResult;
import org.sipverify.sip.sips.SipsEvent;
import org.sipverify.sip.sips.SipsProbe;
import org.sipverify.sip.sips.TargetRefusedException;

/** Probes of other servers over SIPS. The one who asks names the server, so it is looked at first. */
public final class SipsRoutes implements Routes {
    private static final Logger LOG = LogManager.getLogger();

    private static final List<String> EVENTS =
            Arrays.stream(SipsEvent.values()).map(SipsEvent::text).toList();
    private static final long USUAL_RING = 5000;

    private final SipsProbe probe;
    private final SipsApiSettings settings;
    private final ClientRates rates;
    private final ProbeThreads threads;
    private final SipsMeter meter;

    /** Runs one kind of probe. */
    private interface Run {
        ProbeResult of(ProbeOrder order) throws TargetRefusedException, InterruptedException;
    }

    /** Who asked for what. */
    private record Asked(Kind kind, ProbeOrder order, Caller caller) {
        String target() {
            return HostPort.text(order.host(), order.port());
        }

        String name() {
            return kind.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Probes on these threads. */
    public SipsRoutes(SipsProbe probe, SipsApiSettings settings, ProbeThreads threads, SipsMeter meter) {
        this.probe = probe;
        this.settings = settings;
        this.rates = new ClientRates(settings.perClient(), System::nanoTime);
        this.threads = threads;
        this.meter = meter;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                route("options", "Ask a server over SIPS what it can do.", this::options),
                route(
                        "register",
                        "Register at a server over SIPS for a minute, and take it back at once.",
                        this::register,
                        Field.flag("keep", "leave the registration to expire by itself")
                                .optional(),
                        Field.flag("query", "register nothing, list what is registered")
                                .optional()),
                route(
                        "invite",
                        "Place a call over SIPS and end it; where sips-api.invite is on.",
                        this::invite,
                        Field.whole("ring", 100, 60_000, "milliseconds before it is cancelled; 5000 unless set")
                                .optional()),
                route(
                        "subscribe",
                        "Subscribe over SIPS, report the first notification, and take the subscription back.",
                        this::subscribe,
                        Field.choice("event", EVENTS, "what to subscribe to; message-summary unless set")
                                .optional()));
    }

    private static Route route(String name, String summary, RouteHandler handler, Field... fields) {
        return Route.post(
                "/api/sips/" + name,
                Role.OPERATE,
                Operation.of(summary, 200, "what the probe found out, also when it failed")
                        .taking(ProbeFields.and(fields))
                        .or(403, "the target is refused")
                        .or(429, "too many probes"),
                handler);
    }

    private Reply options(ApiRequest request) throws RefusedException {
        return run(request, Kind.OPTIONS, probe::options);
    }

    private Reply register(ApiRequest request) throws RefusedException {
        boolean keep = request.body().flag("keep", false);
        boolean query = request.body().flag("query", false);
        if (keep && query) {
            throw RefusedException.field("keep", "a query registers nothing that could be kept");
        }
        return run(request, Kind.REGISTER, order -> probe.register(order, keep, query));
    }

    private Reply invite(ApiRequest request) throws RefusedException {
        if (!settings.invite()) {
            throw RefusedException.of(
                    403, "placing calls is off: sips-api.invite = true in sip-verify.conf turns it on");
        }
        var ring = Duration.ofMillis(request.body().whole("ring", USUAL_RING));
        return run(request, Kind.INVITE, order -> probe.invite(order, ring));
    }

    private Reply subscribe(ApiRequest request) throws RefusedException {
        var event = request.body().optionalText("event").flatMap(SipsEvent::of).orElse(SipsEvent.MESSAGE_SUMMARY);
        return run(request, Kind.SUBSCRIBE, order -> probe.subscribe(order, event));
    }

    private Reply run(ApiRequest request, Kind kind, Run probing) throws RefusedException {
        var asked = new Asked(kind, ProbeFields.read(request.body()), request.caller());
        var wait = rates.take(request.caller());
        if (!wait.isZero()) {
            meter.refused(Refusal.RATE);
            throw tooMany("you probe too often (sips-api.per-client)", wait);
        }
        return Reply.later(taker -> begin(asked, probing, taker));
    }

    private void begin(Asked asked, Run probing, Consumer<Reply> taker) {
        if (!threads.run(() -> reply(asked, probing), taker)) {
            meter.refused(Refusal.CONCURRENT);
            taker.accept(tooMany("too many probes run (sips-api.max-concurrent)", Duration.ofSeconds(1))
                    .reply());
        }
    }

    private static RefusedException tooMany(String why, Duration wait) {
        return RefusedException.of(429, why + ": try again later")
                .with("Retry-After", Long.toString(wait.plusMillis(999).toSeconds()));
    }

    private Reply reply(Asked asked, Run probing) {
        try {
            var result = probing.of(asked.order());
            meter.probed(asked.kind(), result.outcome());
            var note = asked.name() + " " + asked.target() + ": " + result.outcome();
            LOG.info("probe {}, by {}", note, asked.caller().who());
            var json = new ProbeJson(asked.order().host(), asked.order().port(), Instant.now());
            return Reply.json(200, json.of(result)).noted(note);
        } catch (TargetRefusedException e) {
            meter.refused(Refusal.TARGET);
            LOG.warn(
                    "probe {} {} is refused, by {}",
                    asked.name(),
                    asked.target(),
                    asked.caller().who());
            return RefusedException.field(403, e.field(), "target-refused: " + e.why())
                    .noted(asked.name() + " " + asked.target() + ": target-refused")
                    .reply();
        } catch (InterruptedException e) {
            return RefusedException.of(503, "the server ends").reply();
        } catch (RuntimeException | StackOverflowError bug) { // of this server: the caller must have an answer
            LOG.error("probe {} cannot be carried out", asked.name(), bug);
            return RefusedException.of(500, "this server made a mistake: its log says which")
                    .reply();
        }
    }
}
