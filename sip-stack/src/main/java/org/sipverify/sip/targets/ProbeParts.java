package org.sipverify.sip.targets;

import org.sipverify.sip.client.RequestSender;
import org.sipverify.sip.transport.LaneTimer;

/**
 * What probes are sent with.
 *
 * @param host of this server, for the From of its probes
 */
public record ProbeParts(RequestSender sender, LaneTimer timer, String host) {}
