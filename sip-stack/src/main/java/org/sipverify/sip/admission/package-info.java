/**
 * Who may call, and how much: {@link org.sipverify.sip.admission.Admission} checks every message before it is parsed,
 * and {@link org.sipverify.sip.admission.AmplificationGuard} limits responses to the size of the request, so that
 * forged requests cannot be amplified.
 */
@NullMarked
package org.sipverify.sip.admission;

import org.jspecify.annotations.NullMarked;
