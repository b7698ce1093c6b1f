package org.sipverify.app.config;

import org.sipverify.formats.config.ConfigSection;

/**
 * The section {@code live}: calls as they happen, for those who watch.
 *
 * @param clients who watch at once
 * @param perSecond calls that they see of each second; the others are counted
 * @param kept calls that somebody gets who comes back
 */
public record LiveSettings(int clients, int perSecond, int kept) {
    static LiveSettings from(ConfigSection live) {
        return new LiveSettings(
                live.whole("max-clients", 1, 1000),
                live.whole("max-calls-per-second", 1, 1000),
                live.whole("kept", 1, 100_000));
    }

    /** At most so many clients, so that connections are left for requests. */
    public LiveSettings atMost(int most) {
        return new LiveSettings(Math.min(clients, Math.max(1, most)), perSecond, kept);
    }
}
