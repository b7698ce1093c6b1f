package org.sipverify.sip.dns;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.xbill.DNS.SRVRecord;

/** The order in which the servers of SRV records are tried (RFC 2782). */
final class ServiceOrder {
    /** @param random returns a random number from 0 up to its argument, exclusive */
    static List<SRVRecord> of(List<SRVRecord> records, IntUnaryOperator random) {
        var left = new ArrayList<>(records);
        left.sort(Comparator.comparingInt(SRVRecord::getPriority).thenComparingInt(SRVRecord::getWeight));
        var ordered = new ArrayList<SRVRecord>();
        while (!left.isEmpty()) {
            ordered.add(left.remove(chosen(left, random)));
        }
        return ordered;
    }

    /** One of those with the first one's priority, chosen in proportion to its weight. */
    private static int chosen(List<SRVRecord> left, IntUnaryOperator random) {
        var priority = left.get(0).getPriority();
        var total = 0;
        var equals = 0;
        while (equals < left.size() && left.get(equals).getPriority() == priority) {
            total += left.get(equals++).getWeight();
        }
        var drawn = random.applyAsInt(total + 1);
        var sum = left.get(0).getWeight();
        var at = 0;
        while (sum < drawn) {
            sum += left.get(++at).getWeight();
        }
        return at;
    }

    private ServiceOrder() {}
}
