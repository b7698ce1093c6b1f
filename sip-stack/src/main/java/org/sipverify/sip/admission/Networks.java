package org.sipverify.sip.admission;

import java.util.List;
import org.sipverify.formats.net.IpNetwork;
import org.sipverify.sip.transport.SourceProgram;

/** A list of networks. Operators list a handful, so they are searched one by one, with two comparisons each. */
record Networks(List<IpNetwork> all) {
    Networks {
        all = List.copyOf(all);
    }

    static Networks parse(List<String> texts) {
        return new Networks(texts.stream().map(IpNetwork::parse).toList());
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    boolean contain(Source source) {
        for (int i = 0; i < all.size(); i++) { // by index: avoids an iterator per message
            if (all.get(i).contains(source.high(), source.low())) {
                return true;
            }
        }
        return false;
    }

    /** The socket filter that selects datagrams from these networks. */
    SourceProgram program() {
        var program = new SourceProgram();
        all.forEach(
                network -> program.add(network.base().high(), network.base().low(), network.bits(), network.isIpv4()));
        return program;
    }
}
