package org.sipverify.vcon.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what happens to vCons. */
final class Count implements DeliveryMeter {
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    int of(String what) {
        return counts.getOrDefault(what, 0);
    }

    @Override
    public void delivered(String endpoint) {
        add("delivered");
    }

    @Override
    public void retried(String endpoint) {
        add("retried");
    }

    @Override
    public void quarantined(String endpoint, Quarantine why) {
        add(why.name());
    }

    @Override
    public void trimmed(String endpoint) {
        add("trimmed");
    }

    @Override
    public void dropped(String endpoint, Drop why) {
        add(why.name());
    }

    private void add(String what) {
        counts.merge(what, 1, Integer::sum);
    }
}
