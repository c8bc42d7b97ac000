import type { Day, KernelTables } from '#kernel/db';

export const cuts = ['profile', 'service', 'device', 'hour'] as const;
export type Cut = (typeof cuts)[number];

export interface Tables extends KernelTables {
  'statistics.weeks': { place_id: string; week: Day; cut: 'all' | Cut; value: string; visits: number; users: number; seconds: number };
}
