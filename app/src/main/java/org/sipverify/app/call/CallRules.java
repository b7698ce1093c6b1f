package org.sipverify.app.call;

import org.sipverify.policy.Policy;
import org.sipverify.verifier.config.VerifierConfig;

/**
 * What decides about a call, as it is when the call arrives: the operator may change it at any time.
 *
 * @param verifier how verdicts become outcomes
 * @param numbers how numbers are read
 */
public record CallRules(VerifierConfig verifier, Policy policy, ResponseBuilder responses, NumberRules numbers) {}
