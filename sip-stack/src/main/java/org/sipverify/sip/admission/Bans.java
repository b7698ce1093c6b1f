package org.sipverify.sip.admission;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Which bans apply: an offence over a connection bans its source everywhere, one over UDP only there, if at all. */
final class Bans {
    private static final Logger LOG = LogManager.getLogger();
    private static final long SECOND = 1_000_000_000;

    private final AdmissionConfig.Bans config;
    private final BanList everywhere;
    private final BanList overUdp;
    private final AtomicLong silentUntil = new AtomicLong(Long.MIN_VALUE);

    Bans(AdmissionConfig.Bans config) {
        this.config = config;
        this.everywhere = new BanList(config.most(), config.time().toNanos());
        this.overUdp = new BanList(config.most(), config.time().toNanos());
    }

    /** Whether this source can be banned at all. */
    boolean reach(Source source) {
        return config.udp() || !source.forgeable();
    }

    boolean has(Source source, long now) {
        return everywhere.has(source.key(), now) || (source.forgeable() && overUdp.has(source.key(), now));
    }

    void add(Source source, String why, long now) {
        if ((source.forgeable() ? overUdp : everywhere).add(source.key(), now)) {
            tell(source, why, now);
        }
    }

    /** Ends both kinds; whether there was one. */
    boolean lift(Source source, long now) {
        boolean everyway = everywhere.lift(source.key(), now);
        return overUdp.lift(source.key(), now) || everyway;
    }

    /** At most one line a second: an attacker that causes many bans must not fill the log. */
    private void tell(Source source, String why, long now) {
        long until = silentUntil.get();
        if ((until == Long.MIN_VALUE || now - until >= 0) && silentUntil.compareAndSet(until, now + SECOND)) {
            LOG.info(
                    "banned {} for {} s: {}",
                    source.address().getHostAddress(),
                    config.time().toSeconds(),
                    why);
        }
    }

    /** One that is banned in both ways counts once. */
    List<Ban> all(long now) {
        var until = everywhere.all(now);
        overUdp.all(now)
                .forEach((source, end) -> until.merge(source, end, (one, other) -> one - other > 0 ? one : other));
        return until.entrySet().stream()
                .map(it -> Ban.of(it.getKey(), Duration.ofNanos(it.getValue() - now)))
                .sorted(Comparator.comparing(Ban::left).reversed())
                .toList();
    }

    int inForce(long now) {
        return everywhere.inForce(now) + overUdp.inForce(now);
    }
}
