package org.sipverify.app.call;

import org.sipverify.verifier.config.VerifierConfig;

/**
 * What decides about a call, as it is when the call arrives: the operator may change it at any time.
 *
 * @param verifier how verdicts become outcomes
 * @param numbers how numbers are read
 */
public record CallRules(VerifierConfig verifier, Policies policies, ResponseBuilder responses, NumberRules numbers) {}
