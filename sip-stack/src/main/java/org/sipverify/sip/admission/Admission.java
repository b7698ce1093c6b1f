package org.sipverify.sip.admission;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.admission.AdmissionConfig.Unknown;
import org.sipverify.sip.guard.Field;
import org.sipverify.sip.guard.ValidMessage;
import org.sipverify.sip.guard.Words;
import org.sipverify.sip.transport.SourceProgram;
import org.sipverify.sip.transport.TransportMeter;
import org.sipverify.sip.transport.TransportMeter.Loss;

/**
 * Access list, rate limits and bans: checked once for each message, on the network's threads, before anything is parsed
 * or looked up. It never waits, and its memory is bounded; every message turned away is counted by reason.
 *
 * <p>The source address of a datagram can be forged. So UDP and connections are counted apart: what is sent over UDP
 * under a forged address never uses up what that address may send over a connection, never takes more than its share of
 * the total, and never gets that address banned there.
 */
public final class Admission {
    private static final int ALL = 0;
    private static final int UDP = 1;

    /** What the configuration makes of it; sources, totals and bans go on when it is replaced, where they fit. */
    private record Rules(
            AdmissionConfig config,
            Buckets buckets,
            SourceTable proven,
            SourceTable forgeable,
            Bans bans,
            Words scanners) {
        static Rules of(AdmissionConfig config) {
            int sources = config.rates().perSource().maxSources();
            return new Rules(
                    config,
                    Buckets.of(config.rates()),
                    new SourceTable(sources),
                    new SourceTable(sources),
                    new Bans(config.bans()),
                    new Words(config.scanners()));
        }

        Rules replacedBy(AdmissionConfig next) {
            var fresh = of(next);
            boolean sameSize = config.rates().perSource().maxSources()
                    == next.rates().perSource().maxSources();
            return new Rules(
                    next,
                    fresh.buckets,
                    sameSize ? proven : fresh.proven,
                    sameSize ? forgeable : fresh.forgeable,
                    config.bans().equals(next.bans()) ? bans : fresh.bans,
                    fresh.scanners);
        }
    }

    private record Buckets(TokenBucket perSource, TokenBucket all, TokenBucket udp, TokenBucket refusals) {
        static Buckets of(AdmissionConfig.Rates rates) {
            var source = rates.perSource();
            var total = rates.total();
            return new Buckets(
                    TokenBucket.of(source.rate(), source.burst()),
                    TokenBucket.of(total.rate(), total.burst()),
                    TokenBucket.of(total.rate() * total.udpShare(), total.burst() * total.udpShare()),
                    TokenBucket.of(source.refusals(), source.refusals()));
        }
    }

    private final TransportMeter meter;
    private final LongSupplier nanoTime;
    private final AtomicLongArray totals = new AtomicLongArray(2);
    private final AnsweredSources answeredProven = new AnsweredSources();
    private final AnsweredSources answeredForgeable = new AnsweredSources();
    private volatile Rules rules;

    /** @param nanoTime a clock like {@link System#nanoTime} */
    public Admission(AdmissionConfig config, TransportMeter meter, LongSupplier nanoTime) {
        this.meter = meter;
        this.nanoTime = nanoTime;
        this.rules = Rules.of(config);
        totals.set(ALL, nanoTime.getAsLong());
        totals.set(UDP, nanoTime.getAsLong());
    }

    /** Applies another configuration from the next message on. Bans are forgotten only where their settings differ. */
    public void replace(AdmissionConfig config) {
        rules = rules.replacedBy(config);
    }

    private AdmissionConfig config() {
        return rules.config();
    }

    private Bans banning() {
        return rules.bans();
    }

    /** Whether a connection from there is let in. */
    public boolean allowsConnection(InetAddress address) {
        var loss = rejection(Source.of(address, false));
        if (loss == null || (loss == Loss.NOT_ALLOWED && config().access().unknown() == Unknown.REJECT)) {
            return true;
        }
        meter.lost(loss);
        return false;
    }

    /** Whether a message from there is processed: ADMIT, DROP or FORBID. */
    public AdmissionDecision checkSource(Source source) {
        var loss = rejection(source);
        if (loss == null) {
            return AdmissionDecision.ADMIT;
        }
        meter.lost(loss);
        boolean answered =
                loss == Loss.NOT_ALLOWED && config().access().unknown() == Unknown.REJECT && mayRefuse(source);
        return answered ? AdmissionDecision.FORBID : AdmissionDecision.DROP;
    }

    private @Nullable Loss rejection(Source source) {
        if (config().access().deny().contain(source)) {
            return Loss.DENIED;
        }
        if (banning().has(source, nanoTime.getAsLong())) {
            return Loss.BANNED;
        }
        boolean open = config().access().allow().isEmpty() || config().access().unknown() == Unknown.SERVE;
        return open || isAllowed(source) ? null : Loss.NOT_ALLOWED;
    }

    /** Whether responses over UDP to sources outside the allow-list are limited. */
    boolean limitsAmplification() {
        return config().noAmplification();
    }

    /** Whether the operator named any source. */
    public boolean hasAllowList() {
        return !config().access().allow().isEmpty();
    }

    /** The socket filter by which the kernel separates the datagrams of named sources; empty when none is named. */
    public Optional<SourceProgram> programOfAllowed() {
        return hasAllowList() ? Optional.of(config().access().allow().program()) : Optional.empty();
    }

    /** Whether the operator named this source. */
    public boolean isAllowed(Source source) {
        return config().access().allow().contain(source);
    }

    /** Whether a valid request is accepted: ADMIT, DROP or BUSY. Retransmissions count like any other. */
    public AdmissionDecision checkRequest(Source source, ValidMessage request) {
        if (request.mentions(Field.USER_AGENT, rules.scanners())) {
            if (!isAnswered(source)) {
                // before it is counted: when the count is visible, the ban is in force
                ban(source, "a scanner's User-Agent");
            }
            meter.lost(Loss.SCANNER);
            return AdmissionDecision.DROP;
        }
        int tokens = tokens(request.octets());
        return switch (request.method()) {
            case "ACK" -> AdmissionDecision.ADMIT; // it starts nothing, and without it responses are retransmitted
            case "CANCEL", "BYE" -> charged(source, tokens, true) ? AdmissionDecision.ADMIT : AdmissionDecision.DROP;
            default -> charged(source, tokens, false) ? AdmissionDecision.ADMIT : refusal(source);
        };
    }

    /**
     * A call from there was let through: for a day, a scanner's name is no reason to ban the address, behind which there
     * may be more than one sender.
     */
    public void answered(Source source) {
        (source.forgeable() ? answeredForgeable : answeredProven).add(source.key(), nanoTime.getAsLong());
    }

    private boolean isAnswered(Source source) {
        long now = nanoTime.getAsLong();
        return answeredProven.has(source.key(), now) || answeredForgeable.has(source.key(), now);
    }

    /** A request costs more the longer it is, so it also counts for more. */
    private int tokens(int octets) {
        return 1 + (octets - 1) / config().rates().size();
    }

    private boolean charged(Source source, int tokens, boolean reserve) {
        long now = nanoTime.getAsLong();
        boolean known = isAllowed(source);
        var loss = overLimit(source, known, tokens, now, reserve);
        if (loss != null) {
            meter.lost(loss);
        }
        return loss == null;
    }

    private @Nullable Loss overLimit(Source source, boolean known, int tokens, long now, boolean reserve) {
        var part = reserve ? TokenBucket.Part.WITH_RESERVE : TokenBucket.Part.WHOLE;
        boolean exempt = !rules.buckets().perSource().isLimit()
                || (known && config().rates().perSource().exemptAllowed());
        if (!exempt && !table(source).take(source.key(), rules.buckets().perSource(), now, part, tokens)) {
            return Loss.RATE_SOURCE;
        }
        boolean share = source.forgeable() && !known;
        if (share && !rules.buckets().udp().take(totals, UDP, now, TokenBucket.Part.WHOLE, tokens)) {
            return Loss.RATE_TOTAL;
        }
        return rules.buckets()
                        .all()
                        .take(totals, ALL, now, known || !hasAllowList() ? part : partOfOthers(reserve), tokens)
                ? null
                : Loss.RATE_TOTAL;
    }

    /** Whatever other sources send, CANCEL or INVITE, some capacity is left for the callers the operator named. */
    private static TokenBucket.Part partOfOthers(boolean reserve) {
        return reserve ? TokenBucket.Part.MOST_WITH_RESERVE : TokenBucket.Part.MOST;
    }

    /** A source that keeps sending after a 503 is counted as an offender. */
    private AdmissionDecision refusal(Source source) {
        if (mayRefuse(source)) {
            return AdmissionDecision.BUSY;
        }
        recordOffence(source);
        return AdmissionDecision.DROP;
    }

    /** Whether another rejection may be sent to this source; uses up one of its allowance. */
    public boolean mayRefuse(Source source) {
        return table(source).takeRefusal(source.key(), rules.buckets().refusals(), nanoTime.getAsLong());
    }

    /** Whether {@link #mayRefuse} would return true; uses up nothing. */
    public boolean hasRefusal(Source source) {
        return table(source).hasRefusal(source.key(), rules.buckets().refusals(), nanoTime.getAsLong());
    }

    /** Records a message that is not valid SIP, or a request over the limit after a 503. */
    public void recordOffence(Source source) {
        if (banning().reach(source) && !isAllowed(source)) {
            var window = config().bans().window().toNanos();
            int offences = table(source).offence(source.key(), nanoTime.getAsLong(), window);
            if (offences >= config().bans().after()) {
                ban(source, offences + " offences");
            }
        }
    }

    private void ban(Source source, String why) {
        if (banning().reach(source) && !isAllowed(source)) {
            banning().add(source, why, nanoTime.getAsLong());
        }
    }

    /** Ends the bans of an address and forgets its offences. One of IPv6 stands for its /64; whether there was a ban. */
    public boolean lift(InetAddress address) {
        var source = Source.of(address, true);
        long now = nanoTime.getAsLong();
        rules.proven().forgive(source.key(), now);
        rules.forgeable().forgive(source.key(), now);
        return banning().lift(source, now);
    }

    private SourceTable table(Source source) {
        return source.forgeable() ? rules.forgeable() : rules.proven();
    }

    /** Bans in force. */
    public int bans() {
        return banning().inForce(nanoTime.getAsLong());
    }

    /** Which they are, those that last longest first. */
    public List<Ban> banned() {
        return banning().all(nanoTime.getAsLong());
    }

    /** Sources that sent something recently: their token bucket is not full again. */
    public int sources() {
        long now = nanoTime.getAsLong();
        return rules.proven().active(now) + rules.forgeable().active(now);
    }
}
