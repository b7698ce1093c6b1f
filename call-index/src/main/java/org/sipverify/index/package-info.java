/**
 * One row for each call, and the search in them; the only package that knows the database. It knows neither SIP, nor
 * policies, nor vCons.
 */
@NullMarked
package org.sipverify.index;

import org.jspecify.annotations.NullMarked;
