package org.sipverify.app.api;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.formats.net.IpAddress;
import org.sipverify.http.ApiRequest;
import org.sipverify.http.Operation;
import org.sipverify.http.RefusedException;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Route;
import org.sipverify.http.Routes;
import org.sipverify.sip.dns.Literals;

/**
 * Lets a source call again that {@code sip.admission} has banned.
 *
 * @param lift ends the ban of an address; whether there was one
 */
public record BanRoutes(Predicate<InetAddress> lift) implements Routes {
    private static final Logger LOG = LogManager.getLogger();

    @Override
    public List<Route> routes() {
        return List.of(Route.delete(
                "/api/bans/{ip}",
                Role.OPERATE,
                Operation.of("Lift the ban of a source, and forget its offences.", 204, "lifted")
                        .or(404, "the source is not banned")
                        .where("ip", "the IP address; one of IPv6 stands for its /64"),
                this::lift));
    }

    private Reply lift(ApiRequest request) throws RefusedException {
        var ip = IpAddress.parse(request.variable("ip"))
                .orElseThrow(() -> RefusedException.field("ip", "must be an IP address, such as 192.0.2.7"));
        if (!lift.test(Literals.address(ip))) {
            throw RefusedException.notFound("this source is not banned");
        }
        LOG.info("the ban of {} is lifted, by {}", ip, Name.of(request.caller()));
        return Reply.done();
    }
}
