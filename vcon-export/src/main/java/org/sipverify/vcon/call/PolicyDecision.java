package org.sipverify.vcon.call;

/**
 * What the policy made of a call.
 *
 * @param action what was done: redirect or reject; or failed, when the answer could not be built or sent
 * @param rule the rule or section that decided
 * @param would what the policy says where it only observes; otherwise empty
 * @param status of the answer; 0 when none could be sent
 * @param target where a redirect sent the caller; otherwise empty
 */
public record PolicyDecision(String action, String rule, String would, int status, String target) {}
