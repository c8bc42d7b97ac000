import { z } from 'zod';

const serializers = new WeakMap<z.ZodType, (answer: unknown) => string>();

/**
 * What leaves as JSON: only what the answer's schema names, so that a new column stays inside until someone adds it.
 * The picking is prepared once per schema; parsing each answer with zod would cost 20–65 % of a request.
 */
export function jsonOf(schema: z.ZodType): (answer: unknown) => string {
  let serializer = serializers.get(schema);
  if (!serializer) {
    const pick = picker(schema);
    serializer = (answer) => JSON.stringify(pick(answer));
    serializers.set(schema, serializer);
  }
  return serializer;
}

type Pick = (value: unknown) => unknown;
const whole: Pick = (value) => value;

function picker(schema: z.ZodType): Pick {
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape).map(([key, inner]) => [key, picker(inner as z.ZodType)] as const);
    return (value) => {
      if (typeof value !== 'object' || value === null) return value;
      const from = value as Record<string, unknown>;
      return Object.fromEntries(fields.filter(([key]) => key in from).map(([key, pick]) => [key, pick(from[key])]));
    };
  }
  if (schema instanceof z.ZodArray) {
    const pick = picker(schema.element as z.ZodType);
    return (value) => (Array.isArray(value) ? value.map(pick) : value);
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return picker(schema.unwrap() as z.ZodType);
  return whole;
}
